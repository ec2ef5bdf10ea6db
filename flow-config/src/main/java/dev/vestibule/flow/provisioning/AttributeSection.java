package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.LdapTypes;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.vocabulary.ReservedAttributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys of one mapped attribute. */
final class AttributeSection {
    private static final ExpressionType VALUES = new ExpressionType(ResultKind.VALUES);

    private final Keys keys =
            new Keys(
                    "One attribute. Claims cannot set `uid`, which is the username, nor"
                            + " `objectClass`, passwords, memberships, rights, locks, `vestibule…`"
                            + " attributes and those that the server maintains.");
    private final Key<Expression> value =
            keys.optional("value", VALUES, "required, unless `prompt` is true")
                    .means("the values; a list gives several.");
    private final Key<List<String>> usual =
            keys.optional("default", Types.listOf(Types.TEXT), "nothing is written")
                    .means("used if the value is absent or blank; it replaces no existing value.");
    private final Key<Boolean> prompt =
            keys.preset("prompt", Types.TRUTH, "false")
                    .means(
                            "if there is no value, the user must enter it at the first login; the"
                                    + " connection needs a `prompt`, too. Only for details that"
                                    + " users may decide themselves: "
                                    + String.join(", ", AttributeNames.OWN)
                                    + ".");
    private final Key<Expression> when =
            keys.optional("when", ExpressionType.CONDITION, "always")
                    .means(
                            "if it is not true, or fails, nothing is written, not even the default,"
                                    + " and nothing is removed.");
    private final Key<Timing> sync =
            keys.preset("sync", Types.choice(Timing.values()), "always")
                    .means(
                            "at which logins it is written: at each one, while the entry has no"
                                    + " value, or only when the account is created.");
    private final Key<OnMissing> onMissing =
            keys.optional("on-missing", Types.choice(OnMissing.values()), "that of the connection")
                    .means("what happens to a value that the provider no longer sends.");

    /** Mapped attributes by their names. */
    ValueType<Map<String, AttributeMapping>> byName() {
        return new EntryMap<>(
                "an expression, or keys, by LDAP attribute",
                "LDAP attributes with their expressions",
                keys.reads(this::read).orShort("an expression, or keys", AttributeSection::plain),
                "ATTRIBUTE",
                AttributeSection::check);
    }

    private static AttributeMapping plain(Scalar value, ParseContext context) {
        return new AttributeMapping(VALUES.read(value, context), List.of(), null);
    }

    private AttributeMapping read(Fields fields) {
        boolean asked = fields.get(prompt);
        if (!asked && fields.areKeys()) {
            fields.require(value);
        }
        if (asked && !fields.get(usual).isEmpty()) {
            fields.context()
                    .error(
                            fields.place().below(usual.name()),
                            "a default for a value that the user must enter",
                            "either prompt or default",
                            "Remove one of the two.");
        }
        return new AttributeMapping(
                fields.find(value).orElseGet(() -> asked ? Expression.empty() : fields.get(value)),
                fields.get(usual),
                fields.find(when).orElse(null),
                fields.get(sync),
                fields.find(onMissing).orElse(null),
                asked);
    }

    private static void check(
            Map<String, Entry> entries,
            Map<String, AttributeMapping> mappings,
            ParseContext context) {
        Map<String, Entry> seen = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            checkName(name, entry, context);
            // LDAP knows attributes without regard to case (RFC 4512, section 2.5).
            Entry first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), entry);
            if (first != null) {
                String again = " a second time in other letters; the first is in ";
                refuse(entry, context, name + again + first.key(), "Remove one of the two.");
            }
            AttributeMapping mapping = mappings.get(name);
            if (mapping != null && mapping.prompt() && !AttributeNames.isOwn(name)) {
                context.error(
                        entry.key(),
                        name + ", which users may not decide themselves",
                        "prompt for one of " + String.join(", ", AttributeNames.OWN),
                        "Remove the prompt: a typed value proves nothing.");
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
