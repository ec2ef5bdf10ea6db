package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.model.ExistingAccountSettings.NoMatch;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import java.util.List;

/** The keys of what becomes of existing accounts. */
final class ExistingAccountKeys {
    static final String ADDRESS_ATTRIBUTE = "mail";
    static final String ADDRESS = "claims.email";

    static final Key<Policy> POLICY =
            Key.preset(
                    "policy",
                    Types.choice(Policy.values()),
                    "deny",
                    "what happens with an account that matches: the login is refused; the account"
                            + " is linked if this connection is authoritative for the verified address; or the"
                            + " user must enter the account's own password.");
    static final Key<YamlNode> MATCH =
            Key.optional(
                    "match",
                    new NodeType("a list of rules"),
                    "none for `deny`, else `mail` with `claims.email`",
                    "rules that search for an account; the first rule that finds one decides, and a"
                            + " rule that finds several refuses the login.");

    static final Key<NoMatch> NO_MATCH =
            Key.preset(
                    "no-match",
                    Types.choice(NoMatch.values()),
                    "create",
                    "what happens if no rule finds an account: the user gets a new one, or"
                            + " continues without one.");

    static final Section SECTION =
            new Section(
                    "connections.ID.provisioning.existing-account",
                    "What happens with an existing account that appears to belong to the user, see"
                            + " [existing-accounts.md](existing-accounts.md).",
                    List.of(POLICY, MATCH, NO_MATCH));

    static final Key<String> ATTRIBUTE =
            Key.required(
                    "attribute",
                    Types.TEXT,
                    "the LDAP attribute; it must identify one user, for example `mail`, `uid` or"
                            + " `employeeNumber`.");
    static final Key<YamlNode> VALUE =
            Key.required(
                    "value",
                    new NodeType("an expression: " + ResultKind.TEXT.words()),
                    "the value that the attribute must have; an absent or blank value finds no"
                            + " account.");

    static final Section RULE_SECTION =
            new Section(
                    "connections.ID.provisioning.existing-account.match[]",
                    "One rule that searches for an account.",
                    List.of(ATTRIBUTE, VALUE));

    private ExistingAccountKeys() {}
}
