package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.model.ExistingAccounts.NoMatch;
import dev.vestibule.flow.model.ExistingAccounts.Policy;

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
                    "what a match leads to: the login is refused; the account is linked, if this"
                            + " connection is authoritative for the verified address; or the person"
                            + " proves with the account's own password that it is theirs.");
    static final Key<YamlNode> MATCH =
            Key.optional(
                    "match",
                    new NodeType("a list of rules"),
                    "none for `deny`, else `mail` with `claims.email`",
                    "where an account is looked for; the first rule that finds one decides, and one"
                            + " that finds several refuses the login.");

    static final Key<NoMatch> NO_MATCH =
            Key.preset(
                    "no-match",
                    Types.choice(NoMatch.values()),
                    "create",
                    "what becomes of a person whom no rule finds: they get an account, or go on"
                            + " without one.");

    static final Section SECTION =
            new Section(
                    "connections.ID.provisioning.existing-account",
                    "What becomes of an account that is the person's as it seems, see"
                            + " [existing-accounts.md](existing-accounts.md).",
                    List.of(POLICY, MATCH, NO_MATCH));

    static final Key<String> ATTRIBUTE =
            Key.required(
                    "attribute",
                    Types.TEXT,
                    "the LDAP attribute; it has to identify a person, as `mail`, `uid` or"
                            + " `employeeNumber` do.");
    static final Key<YamlNode> VALUE =
            Key.required(
                    "value",
                    new NodeType("an expression: " + ResultKind.TEXT.words()),
                    "what the attribute has to hold; an absent or blank value finds nobody.");

    static final Section RULE_SECTION =
            new Section(
                    "connections.ID.provisioning.existing-account.match[]",
                    "One place to look for an account.",
                    List.of(ATTRIBUTE, VALUE));

    private ExistingAccountKeys() {}
}
