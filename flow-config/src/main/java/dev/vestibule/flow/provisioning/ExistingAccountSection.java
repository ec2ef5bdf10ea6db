package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import java.util.List;

/** The keys of what becomes of existing accounts. */
final class ExistingAccountSection {
    private static final String ADDRESS_ATTRIBUTE = "mail";
    private static final String ADDRESS = "claims.email";
    private static final ScalarType<Policy> POLICY = Types.choice(Policy.values());

    private final Keys keys =
            new Keys(
                    "What happens with an existing account that appears to belong to the user, see"
                            + " [existing-accounts.md](existing-accounts.md).");
    private final Key<Policy> policy =
            keys.preset("policy", POLICY, "deny")
                    .means(
                            "what happens with an account that matches: the login is refused; the"
                                    + " account is linked if this connection is authoritative for"
                                    + " the verified address; or the user must enter the account's"
                                    + " own password.");
    private final Key<List<MatchRule>> match =
            keys.optional(
                            "match",
                            rules(Policy.DENY),
                            "none for `deny`, else `mail` with `claims.email`")
                    .means(
                            "rules that search for an account; the first rule that finds one"
                                    + " decides, and a rule that finds several refuses the login.");
    private final Key<NoMatch> noMatch =
            keys.preset("no-match", Types.choice(NoMatch.values()), "create")
                    .means(
                            "what happens if no rule finds an account: the user gets a new one, or"
                                    + " continues without one.");

    /** A policy, or the keys. */
    ValueType<ExistingAccountSettings> type() {
        return keys.reads(this::read)
                .orShort("a policy, or keys", ExistingAccountSection::ofPolicy);
    }

    private static ExistingAccountSettings ofPolicy(Scalar scalar, ParseContext context) {
        Policy policy = POLICY.read(scalar, context);
        return new ExistingAccountSettings(
                policy, usual(policy, context, scalar.place()), NoMatch.CREATE);
    }

    private ExistingAccountSettings read(Fields fields) {
        Policy chosen = fields.get(policy);
        List<MatchRule> rules =
                fields.find(match.as(rules(chosen)))
                        .orElseGet(() -> usual(chosen, fields.context(), fields.place()));
        if (rules.isEmpty() && fields.sound(match)) {
            fields.error(
                    match,
                    "an empty list",
                    "a list of rules, each with attribute and value",
                    "Add one, or remove the key.");
        }
        return new ExistingAccountSettings(chosen, rules, fields.get(noMatch));
    }

    private static List<MatchRule> usual(Policy policy, ParseContext context, Place place) {
        return switch (policy) {
            case DENY -> List.of();
            case LINK_VERIFIED_EMAIL, CONFIRM ->
                    List.of(
                            new MatchRule(
                                    ADDRESS_ATTRIBUTE,
                                    context.usual(ADDRESS, ResultKind.TEXT, place)));
        };
    }

    private static ValueType<List<MatchRule>> rules(Policy policy) {
        return new ItemList<>(
                "a list of rules", "a list of rules, each with attribute and value", rule(policy));
    }

    private static Section<MatchRule> rule(Policy policy) {
        Keys keys = new Keys("One rule that searches for an account.");
        Key<String> attribute =
                keys.required("attribute", Types.TEXT)
                        .means(
                                "the LDAP attribute; it must identify one user, for example `mail`,"
                                        + " `uid` or `employeeNumber`.");
        Key<Expression> value =
                keys.required("value", new ExpressionType(ResultKind.TEXT))
                        .means(
                                "the value that the attribute must have; an absent or blank value"
                                        + " finds no account.");
        return keys.reads(fields -> {
            MatchRule rule =
                    new MatchRule(
                            fields.find(attribute).orElse(ADDRESS_ATTRIBUTE), fields.get(value));
            if (!AttributeNames.isIdentifying(rule.attribute())) {
                fields.error(
                        attribute,
                        "an attribute that several users can share, or that must not be used to"
                                + " find an account",
                        "an attribute that identifies one user, for example mail, uid or"
                                + " employeeNumber",
                        "Match by another attribute.");
            }
            if (policy == Policy.LINK_VERIFIED_EMAIL
                    && fields.has(value)
                    && !rule.value().source().equals(ADDRESS)) {
                fields.error(
                        value,
                        "another value than the verified address, which link-verified-email needs",
                        ADDRESS,
                        "Write claims.email, or choose the policy confirm.");
            }
            return rule;
        });
    }
}
