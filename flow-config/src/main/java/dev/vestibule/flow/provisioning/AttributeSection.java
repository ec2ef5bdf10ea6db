package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Requirement;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.provisioning.vocabulary.AttributeNames;
import dev.vestibule.provisioning.vocabulary.ReservedAttributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The keys of one mapped attribute, and attributes that have an expression each. */
public final class AttributeSection {
    private static final ExpressionType VALUES = new ExpressionType(ResultKind.VALUES);

    /** Mapped attributes by their names. */
    static final EntryMap<AttributeMapping> BY_NAME =
            new EntryMap<>(
                    "an expression, or keys, by LDAP attribute",
                    "LDAP attributes with their expressions",
                    Section.of(AttributeMapping.class, Map.of("value", VALUES))
                            .requiring(
                                    Requirement.unless("value", Map.of("prompt", List.of("true"))))
                            .to(AttributeSection::mapping)
                            .orShort("an expression, or keys", "value"),
                    "ATTRIBUTE",
                    AttributeSection::check);

    /** Expressions by the LDAP attributes that they are the values of. */
    public static final EntryMap<Expression> EXPRESSIONS =
            new EntryMap<>(
                    "an expression by LDAP attribute",
                    "LDAP attributes with their expressions",
                    VALUES,
                    "ATTRIBUTE",
                    (entries, _, context) -> checkNames(entries, context));

    private AttributeSection() {}

    private static AttributeMapping mapping(AttributeMapping written, Fields fields) {
        if (written.prompt() && !written.defaults().isEmpty()) {
            fields.context()
                    .error(
                            fields.place().below("default"),
                            "a default for a value that the user must enter",
                            "either prompt or default",
                            "Remove one of the two.");
        }
        return written.prompt() && !fields.has("value") ? written.withoutValue() : written;
    }

    private static void check(
            Map<String, Entry> entries,
            Map<String, AttributeMapping> mappings,
            ParseContext context) {
        checkNames(entries, context);
        entries.forEach((name, entry) -> {
            AttributeMapping mapping = mappings.get(name);
            if (mapping != null && mapping.prompt() && !AttributeUse.isOwn(name)) {
                context.error(
                        entry.key(),
                        name + ", which users may not decide themselves",
                        "prompt for one of " + AttributeUse.OWN.replace("\n", " "),
                        "Remove the prompt: a typed value proves nothing.");
            }
        });
    }

    private static void checkNames(Map<String, Entry> entries, ParseContext context) {
        Map<String, String> seen = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            checkName(name, entry, context);
            // LDAP knows attributes without regard to case (RFC 4512, section 2.5).
            String first =
                    seen.putIfAbsent(AttributeNames.own(name).toLowerCase(Locale.ROOT), name);
            if (first != null) {
                String found =
                        first.equalsIgnoreCase(name)
                                ? "%s a second time in other letters; the first is in %s"
                                : "%s, the same attribute as %3$s in %2$s";
                var place = Objects.requireNonNull(entries.get(first)).key();
                refuse(
                        entry,
                        context,
                        found.formatted(name, place, first),
                        "Remove one of the two.");
            }
        });
    }

    private static void checkName(String name, Entry entry, ParseContext context) {
        if (!LdapTypes.isAttribute(name)) {
            String remedy = "Write the name that the schema has.";
            refuse(entry, context, "a key that is no attribute's name", remedy);
        } else if (ReservedAttributes.contains(name)) {
            refuse(entry, context, name + ", which claims cannot set", "Remove it.");
        }
    }

    private static void refuse(Entry entry, ParseContext context, String found, String remedy) {
        context.error(
                entry.key(),
                found,
                "LDAP attributes that describe a user, for example givenName, sn or mail",
                remedy);
    }
}
