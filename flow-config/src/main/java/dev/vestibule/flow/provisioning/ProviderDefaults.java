package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.provisioning.Provisioning.Trust;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ParseContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * What a provider's claims become where the YAML does not say.
 *
 * @param username how accounts are named
 * @param trust what the provider is trusted with
 */
public record ProviderDefaults(String username, List<Attribute> attributes, Trust trust) {
    /** How accounts are named as a rule. */
    public static final String USERNAME = "claims.preferred_username";

    /** Of a provider that is not known. */
    public static final ProviderDefaults NONE =
            new ProviderDefaults(
                    USERNAME,
                    List.of(),
                    new Trust(Provisioning.STANDARD_SUBJECT, new EmailAuthority(Set.of(), false)));

    public ProviderDefaults {
        attributes = List.copyOf(attributes);
    }

    /**
     * An attribute that such a provider has.
     *
     * @param when null means always
     */
    public record Attribute(String name, String value, @Nullable String when) {
        AttributeMapping mapping(Fields connection) {
            ParseContext context = connection.context();
            Place place = connection.place();
            return new AttributeMapping(
                    context.usual(value, ResultKind.VALUES, place),
                    List.of(),
                    when == null ? null : context.usual(when, ResultKind.CONDITION, place));
        }
    }
}
