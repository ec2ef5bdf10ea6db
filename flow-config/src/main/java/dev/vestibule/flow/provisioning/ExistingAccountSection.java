package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The keys of what becomes of existing accounts. */
final class ExistingAccountSection {
    private static final String ADDRESS_ATTRIBUTE = "mail";
    private static final String ADDRESS = "claims.email";

    private static final Section<Rule> RULE =
            Section.of(Rule.class, Map.of("value", new ExpressionType(ResultKind.TEXT)));

    /** A policy, or the keys. */
    static final Section<ExistingAccountSettings> TYPE =
            Section.of(Written.class, Map.of("match", rules(Policy.DENY)))
                    .to(ExistingAccountSection::settings)
                    .orShort("a policy, or keys", "policy");

    private ExistingAccountSection() {}

    @KeyTable(
            """
            What happens with an existing account that appears to belong to the user, see
            [existing-accounts.md](existing-accounts.md).
            | policy | `deny` | what happens with an account that matches: the login is refused; the
              account is linked if this connection is authoritative for the verified address; or the
              user must enter the account's own password.
            | match | none for `deny`, else `mail` with `claims.email` | rules that search for an
              account; the first rule that finds one decides, and a rule that finds several refuses
              the login.
            | no-match | `create` | what happens if no rule finds an account: the user gets a new one,
              or continues without one.
            """)
    private record Written(Policy policy, NoMatch noMatch) {}

    @KeyTable(
            """
            One rule that searches for an account.
            | attribute | **required** | the LDAP attribute; it must identify one user, for example
              `mail`, `uid` or `employeeNumber`.
            | value | **required** | the value that the attribute must have; an absent or blank value
              finds no account.
            """)
    private record Rule(@Nullable String attribute, Expression value) {}

    private static ExistingAccountSettings settings(Written written, Fields fields) {
        List<MatchRule> rules =
                fields.find("match", rules(written.policy()))
                        .orElseGet(() -> usual(written.policy(), fields.context(), fields.place()));
        if (rules.isEmpty() && fields.sound("match")) {
            fields.error(
                    "match",
                    "an empty list",
                    "a list of rules, each with attribute and value",
                    "Add one, or remove the key.");
        }
        return new ExistingAccountSettings(written.policy(), rules, written.noMatch());
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

    private static ItemList<MatchRule> rules(Policy policy) {
        return new ItemList<>(
                "a list of rules",
                "a list of rules, each with attribute and value",
                RULE.to((rule, fields) -> matching(rule, fields, policy)));
    }

    private static MatchRule matching(Rule written, Fields fields, Policy policy) {
        String attribute = written.attribute() == null ? ADDRESS_ATTRIBUTE : written.attribute();
        if (!AttributeUse.isIdentifying(attribute)) {
            fields.error(
                    "attribute",
                    "an attribute that several users can share, or that must not be used to find an"
                            + " account",
                    "an attribute that identifies one user, for example mail, uid or"
                            + " employeeNumber",
                    "Match by another attribute.");
        }
        if (policy == Policy.LINK_VERIFIED_EMAIL
                && fields.has("value")
                && !written.value().source().equals(ADDRESS)) {
            fields.error(
                    "value",
                    "another value than the verified address, which link-verified-email needs",
                    ADDRESS,
                    "Write claims.email, or choose the policy confirm.");
        }
        return new MatchRule(attribute, written.value());
    }
}
