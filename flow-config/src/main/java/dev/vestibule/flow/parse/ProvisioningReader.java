package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.NoValue;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.model.ExistingAccountSettings;
import dev.vestibule.flow.model.Leavers;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.flow.model.Provisioning.Content;
import dev.vestibule.flow.model.Provisioning.NewAccounts;
import dev.vestibule.flow.model.Provisioning.Sync;
import dev.vestibule.flow.model.Provisioning.Trust;
import dev.vestibule.flow.parse.YamlNode.Entry;
import dev.vestibule.flow.parse.YamlNode.Mapping;
import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.ReservedAttributes;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the provisioning of one connection.
 *
 * @param scope what its expressions may name
 * @param names which names new accounts may have
 */
record ProvisioningReader(
        Reading reading, ExpressionReader expressions, Scope scope, UsernameRule names) {

    /**
     * What the connection says elsewhere.
     *
     * @param subject the claim that the connection takes for the subject
     * @param domains whose addresses the provider decides about
     */
    record Source(Provider provider, String subject, Set<String> domains, boolean trustEmail) {}

    Provisioning read(Optional<YamlNode> node, Place place, Source source) {
        Fields fields = Fields.orDefaults(node, place, ProvisioningKeys.SECTION, reading);
        boolean enabled = fields.get(ProvisioningKeys.ENABLED);
        ProviderDefaults defaults =
                new ProviderDefaults(source.provider(), expressions, scope, place);
        return new Provisioning(
                enabled,
                condition(fields, ProvisioningKeys.WHEN),
                new Trust(
                        source.subject(),
                        source.provider().authority(source.domains()),
                        source.trustEmail()),
                content(fields, enabled, defaults),
                new NewAccounts(fields.get(ProvisioningKeys.PROMPT), target(fields), names),
                new Sync(
                        fields.get(ProvisioningKeys.SYNC), fields.get(ProvisioningKeys.ON_MISSING)),
                fields.node(ProvisioningKeys.EXISTING_ACCOUNT)
                        .map(new ExistingAccountReader(reading, expressions, scope)::read)
                        .orElse(ExistingAccountSettings.IGNORED),
                new Leavers(
                        fields.find(ProvisioningKeys.DISABLE_AFTER).orElse(null),
                        fields.find(ProvisioningKeys.DISABLE_ON).orElse(List.of())));
    }

    private Content content(Fields fields, boolean enabled, ProviderDefaults defaults) {
        return new Content(
                fields.node(ProvisioningKeys.USERNAME)
                        .map(username -> expressions.read(username, scope, ResultKind.TEXT))
                        .orElseGet(() -> defaults.username(enabled)),
                fields.node(ProvisioningKeys.ATTRIBUTES)
                        .map(this::attributes)
                        .orElseGet(defaults::attributes),
                fields.node(ProvisioningKeys.GROUPS)
                        .map(new GroupsReader(reading, expressions, scope)::read)
                        .orElse(null),
                qualified(fields, enabled));
    }

    /** A name that the editor writes for users without an account is meant as it is. */
    private boolean qualified(Fields fields, boolean enabled) {
        Optional<Boolean> written = fields.find(ProvisioningKeys.QUALIFIED);
        if (enabled && !written.orElse(true)) {
            reading.problems()
                    .error(
                            fields.node(ProvisioningKeys.QUALIFIED).orElseThrow().place(),
                            "plain names of users without an account beside names of accounts",
                            "qualified: false where provisioning is not enabled",
                            "Remove it: a user without an account because of the skip rule could have the"
                                    + " name of an account.");
        }
        return written.orElse(enabled || !fields.has(ProvisioningKeys.USERNAME));
    }

    private static AccountTarget target(Fields fields) {
        return new AccountTarget(
                fields.find(ProvisioningKeys.PEOPLE).orElse(null),
                fields.find(ProvisioningKeys.OBJECT_CLASSES).orElse(List.of()));
    }

    private @Nullable Expression condition(Fields fields, Key<YamlNode> key) {
        return fields.node(key)
                .map(node -> expressions.read(node, scope, ResultKind.CONDITION))
                .orElse(null);
    }

    private Map<String, AttributeMapping> attributes(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            reading.wrongKind(node, "LDAP attributes with their expressions");
            return Map.of();
        }
        Map<String, AttributeMapping> attributes = new LinkedHashMap<>();
        Map<String, Entry> seen = new LinkedHashMap<>();
        mapping.entries()
                .forEach((name, entry) -> {
                    checkAttribute(name, entry, seen);
                    AttributeMapping attribute = attribute(entry.value());
                    attributes.put(name, attribute);
                    if (attribute.prompt()) {
                        checkPrompt(name, entry, attribute);
                    }
                });
        return attributes;
    }

    private void checkAttribute(String name, Entry entry, Map<String, Entry> seen) {
        if (!Names.isAttribute(name)) {
            refused(
                    entry,
                    "a key that is no attribute's name",
                    "Write the name that the schema has.");
        } else if (ReservedAttributes.contains(name)) {
            refused(entry, name + ", which claims cannot set", "Remove it.");
        }
        // LDAP knows attributes without regard to case (RFC 4512, section 2.5).
        Entry first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), entry);
        if (first != null) {
            refused(
                    entry,
                    name + " a second time in other letters; the first is in " + first.key(),
                    "Remove one of the two.");
        }
    }

    private void checkPrompt(String name, Entry entry, AttributeMapping attribute) {
        if (AttributeNames.own().stream().noneMatch(name::equalsIgnoreCase)) {
            reading.problems()
                    .error(
                            entry.key(),
                            name + ", which users may not decide themselves",
                            "prompt for one of " + String.join(", ", AttributeNames.own()),
                            "Remove the prompt: a typed value proves nothing.");
        }
        if (!attribute.defaults().isEmpty()) {
            reading.problems()
                    .error(
                            entry.value().place().below(ProvisioningKeys.DEFAULT.name()),
                            "a default for a value that the user must enter",
                            "either prompt or default",
                            "Remove one of the two.");
        }
    }

    private void refused(Entry entry, String found, String remedy) {
        reading.problems()
                .error(
                        entry.key(),
                        found,
                        "LDAP attributes that describe a user, for example givenName, sn or mail",
                        remedy);
    }

    private AttributeMapping attribute(YamlNode node) {
        if (node instanceof Scalar) {
            return new AttributeMapping(
                    expressions.read(node, scope, ResultKind.VALUES), List.of(), null);
        }
        Fields fields = Fields.of(node, ProvisioningKeys.ATTRIBUTE_SECTION, reading);
        boolean prompt = fields.get(ProvisioningKeys.ATTRIBUTE_PROMPT);
        if (!prompt && node instanceof Mapping) {
            fields.require(ProvisioningKeys.VALUE);
        }
        return new AttributeMapping(
                fields.node(ProvisioningKeys.VALUE)
                        .map(value -> expressions.read(value, scope, ResultKind.VALUES))
                        .orElseGet(() -> prompt ? new NoValue() : new BrokenExpression("")),
                fields.find(ProvisioningKeys.DEFAULT).orElse(List.of()),
                condition(fields, ProvisioningKeys.ATTRIBUTE_WHEN),
                fields.get(ProvisioningKeys.ATTRIBUTE_SYNC),
                fields.find(ProvisioningKeys.ATTRIBUTE_ON_MISSING).orElse(null),
                prompt);
    }
}
