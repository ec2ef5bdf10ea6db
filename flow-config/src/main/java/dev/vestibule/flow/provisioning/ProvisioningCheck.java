package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.NoMatch;
import dev.vestibule.flow.provisioning.Provisioning.OnMissing;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Checks what connections write against itself and against the directory.
 *
 * @param connections by their ids
 */
public record ProvisioningCheck(
        Map<String, Provisioning> connections,
        @Nullable DirectorySettings directory,
        Findings findings) {
    private static final String CANCELLED = "access_denied";

    /** Of RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6. */
    private static final Set<String> NOT_ABOUT_THE_PERSON =
            Types.wordsOf(
                    """
                    account_selection_required consent_required interaction_required
                    invalid_request invalid_request_object invalid_request_uri invalid_scope
                    login_required registration_not_supported request_not_supported
                    request_uri_not_supported server_error temporarily_unavailable
                    unauthorized_client unsupported_response_type
                    """);

    /** Adds a problem for everything that is found. */
    public void check() {
        connections.forEach((id, provisioning) -> {
            String path = "connections." + id + ".provisioning";
            findings.constant(provisioning.when(), path + ".when");
            checkPrompts(provisioning, path);
            var attributes = provisioning.content().attributes();
            attributes.forEach((name, mapping) -> {
                String place = path + ".attributes." + name;
                findings.constant(mapping.when(), place + ".when");
                checkKept(name, place);
                check(mapping, provisioning.sync().mode(), place);
            });
            checkTarget(provisioning.newAccounts().target().people(), path + ".people");
            new EmailCheck(findings).check(provisioning, path);
            checkExisting(provisioning, path + ".existing-account");
            checkLeavers(provisioning, path);
        });
    }

    /** What keeps our own values takes no claim. */
    private void checkKept(String attribute, String path) {
        if (directory != null
                && directory.schema() instanceof NamedAttributes named
                && named.names().stream().anyMatch(attribute::equalsIgnoreCase)) {
            findings.error(
                    path,
                    "an attribute that directory.attributes names",
                    "any other attribute",
                    "Map another attribute, or store the gateway's records in another one.");
        }
    }

    private void check(AttributeMapping mapping, Mode mode, String path) {
        if (mapping.onMissing() == OnMissing.CLEAR && mapping.sync() != Timing.ALWAYS) {
            findings.error(
                    path + ".on-missing",
                    "clear, but sync is "
                            + Types.word(mapping.sync())
                            + ", which never changes a value that is there",
                    "clear together with sync: always, or keep",
                    "Remove one of the two.");
        }
        if (mode == Mode.NONE && mapping.onMissing() == OnMissing.CLEAR) {
            withoutEffect(path + ".on-missing");
        }
        if (mode == Mode.NONE && mapping.sync() == Timing.IF_EMPTY) {
            withoutEffect(path + ".sync");
        }
    }

    private void withoutEffect(String path) {
        findings.warning(
                path,
                "a rule for later logins, which write nothing: the connection has sync: none",
                "such a rule together with sync: merge, override-all or preserve-local",
                "Remove it, or choose another sync for the connection.");
    }

    private void checkTarget(@Nullable String people, String path) {
        if (people != null
                && directory != null
                && findings.isSound("directory.groups")
                && findings.isSound(path)
                && lies(people, directory.groups())) {
            findings.error(
                    path,
                    people + ", which is the container of the groups",
                    "a container of accounts",
                    "Choose another container, best below directory.people.");
        }
    }

    private static boolean lies(String inner, String outer) {
        try {
            // Written from the leaf to the root; the library starts at the root.
            return new LdapName(inner).startsWith(new LdapName(outer));
        } catch (InvalidNameException reported) {
            return false;
        }
    }

    private void checkPrompts(Provisioning provisioning, String path) {
        boolean asks = provisioning.newAccounts().prompt() != Prompt.NONE;
        if (!provisioning.enabled() && asks) {
            findings.warning(
                    path + ".prompt",
                    "a prompt of a connection that writes no accounts",
                    "a prompt where provisioning is enabled",
                    "Enable provisioning, or remove the prompt.");
        }
        var attributes = provisioning.content().attributes();
        attributes.forEach((name, mapping) -> {
            // Without a page there is nowhere to ask.
            if (!asks && mapping.prompt()) {
                findings.error(
                        path + ".attributes." + name + ".prompt",
                        "a prompt for " + name + ", but the connection has no prompt",
                        "prompt: consent, username or username-and-password beside attributes",
                        "Add it to provisioning, or remove this one.");
            }
        });
    }

    /** An account is linked only by a value that a provider is authoritative for. */
    private void checkExisting(Provisioning provisioning, String path) {
        ExistingAccountSettings existing = provisioning.existing();
        if (existing.policy() == Policy.LINK_VERIFIED_EMAIL
                && !provisioning.trust().authority().isAny()) {
            findings.error(
                    path,
                    "link-verified-email, but this connection is authoritative for no domain: a"
                            + " user who enters the address of another user at the provider would"
                            + " get that user's account",
                    "link-verified-email together with email-domains, or confirm, or deny",
                    "Add email-domains with the domains whose addresses this provider is"
                            + " authoritative for, or choose confirm.");
        }
        if (existing.match().isEmpty() && existing.noMatch() == NoMatch.SKIP) {
            findings.error(
                    path + ".no-match",
                    "skip, but no rule searches for an account: no user would ever have one",
                    "skip together with match, or create",
                    "Add rules, or disable provisioning.");
        }
        for (int index = 0; index < existing.match().size(); index++) {
            if (!existing.match().get(index).value().variables().contains("claims")) {
                findings.error(
                        path + ".match[" + index + "].value",
                        "a value that is the same for every user, or does not come from the"
                                + " provider",
                        "an expression on claims",
                        "Name the claim that identifies the user.");
            }
        }
    }

    /** No account is disabled by an answer that says nothing about the user. */
    private void checkLeavers(Provisioning provisioning, String path) {
        List<String> codes = provisioning.leavers().codes();
        for (int index = 0; index < codes.size(); index++) {
            checkCode(
                    codes.get(index).toLowerCase(Locale.ROOT), path + ".disable-on[" + index + "]");
        }
        if (!provisioning.enabled() && !provisioning.leavers().equals(Leavers.NONE)) {
            boolean after = provisioning.leavers().after() != null;
            findings.warning(
                    path + (after ? ".disable-after" : ".disable-on"),
                    "a rule for accounts of a connection that writes none",
                    "such a rule where provisioning is enabled",
                    "Enable provisioning, or remove the rule.");
        }
    }

    private void checkCode(String code, String path) {
        String allowed = "a code that the provider sends for users who have left only";
        String remedy = "Use words of its error_description; the log has them.";
        if (NOT_ABOUT_THE_PERSON.contains(code)) {
            findings.error(path, code + ", which says nothing about the user", allowed, remedy);
        } else if (code.equals(CANCELLED)) {
            findings.warning(
                    path,
                    "access_denied, which many providers also send when the user cancels",
                    allowed,
                    remedy);
        }
    }
}
