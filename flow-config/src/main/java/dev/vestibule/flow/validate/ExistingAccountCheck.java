package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.model.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import java.util.List;
import java.util.Map;

/** An account is linked only by a value that a provider is authoritative for. */
record ExistingAccountCheck(Findings findings) {

    void check(Map<String, Connection> connections) {
        connections
                .values()
                .forEach(connection ->
                        check(
                                connection.provisioning(),
                                "connections."
                                        + connection.id()
                                        + ".provisioning.existing-account"));
    }

    private void check(Provisioning provisioning, String path) {
        boolean links = provisioning.existing().policy() == Policy.LINK_VERIFIED_EMAIL;
        if (links && !provisioning.trust().authority().isAny()) {
            findings.error(
                    path,
                    "link-verified-email, but this connection is authoritative for no domain: a"
                            + " user who enters the address of another user at the provider would get that"
                            + " user's account",
                    "link-verified-email together with email-domains, or confirm, or deny",
                    "Add email-domains with the domains whose addresses this provider is"
                            + " authoritative for, or choose confirm.");
        }
        List<MatchRule> rules = provisioning.existing().match();
        if (rules.isEmpty() && provisioning.existing().noMatch() == NoMatch.SKIP) {
            findings.error(
                    path + ".no-match",
                    "skip, but no rule searches for an account: no user would ever have one",
                    "skip together with match, or create",
                    "Add rules, or disable provisioning.");
        }
        for (int index = 0; index < rules.size(); index++) {
            checkValue(rules.get(index), path + ".match[" + index + "].value");
        }
    }

    private void checkValue(MatchRule rule, String path) {
        if (!rule.value().variables().contains("claims")) {
            findings.error(
                    path,
                    "a value that is the same for every user, or does not come from the provider",
                    "an expression on claims",
                    "Name the claim that identifies the user.");
        }
    }
}
