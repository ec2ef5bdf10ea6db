package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.ServerSet;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Whether the gateway's account reads the secrets of factors, and others do not. An account whose
 * entry has the mark of a factor shows the first. For the second a comparison is tried: a server
 * that refuses it says so whether or not the account has the attribute.
 *
 * @param anonymous connections that are not bound
 */
record FactorRights(TargetServer directory, Findings findings, ServerSet anonymous) {
    private static final String TOPIC = "factors";

    /** What a server answers to a comparison that it carries out. */
    private static final Set<ResultCode> COMPARED =
            Set.of(ResultCode.COMPARE_TRUE, ResultCode.COMPARE_FALSE, ResultCode.NO_SUCH_ATTRIBUTE);

    void inspect() throws LDAPException {
        if (!(directory.gateway().kind().metadata() instanceof OwnSchema)
                || findings.hasProblem("schema")
                || findings.hasProblem("tree")) {
            return;
        }
        Entry account =
                any(Filter.equals("objectClass", SchemaNames.ACCOUNT), SearchRequest.NO_ATTRIBUTES);
        if (account == null) {
            findings.note(
                    TOPIC,
                    "There are no accounts yet to try on who reads the secrets of factors.",
                    "Check again after the first sign-in.");
            return;
        }
        own();
        others(account);
    }

    private static List<String> secrets() {
        return SchemaNames.SECRET_ATTRIBUTES.stream().sorted().toList();
    }

    private void own() throws LDAPException {
        for (String attribute : secrets()) {
            Entry marked =
                    any(
                            Filter.equals(SchemaNames.SYNC_STATE, SyncState.ENROLLED + attribute),
                            attribute);
            if (marked == null) {
                continue;
            }
            if (marked.hasAttribute(attribute)) {
                findings.fine(TOPIC, "The gateway's account may read " + attribute + ".");
            } else {
                findings.problem(
                        TOPIC,
                        "The gateway's account cannot read %s of accounts that have it."
                                .formatted(attribute),
                        "Give it the rights of docs/directory.md; users with this factor cannot"
                                + " sign in. Values that were deleted by hand leave the mark:"
                                + " `vestibule account reset-factor`.",
                        directory.blueprint().rights());
            }
        }
    }

    private void others(Entry account) throws LDAPException {
        List<String> open;
        try (LDAPConnection stranger = anonymous.getConnection()) {
            open =
                    secrets().stream()
                            .filter(attribute -> compares(stranger, account.getDN(), attribute))
                            .toList();
        }
        if (open.isEmpty()) {
            findings.fine(TOPIC, "Anonymous users cannot read the secrets of factors.");
        } else {
            findings.problem(
                    TOPIC,
                    "Anonymous users can read or compare " + String.join(", ", open) + ".",
                    "Forbid reading, searching and comparing these attributes to all but the"
                            + " gateway, as docs/directory.md says.",
                    directory.blueprint().rights());
        }
    }

    private static boolean compares(LDAPConnection stranger, String dn, String attribute) {
        try {
            return COMPARED.contains(stranger.compare(dn, attribute, "probe").getResultCode());
        } catch (LDAPException refused) {
            return COMPARED.contains(refused.getResultCode());
        }
    }

    /** One account; null when there is none, or the server does not search so far. */
    private @Nullable Entry any(Filter filter, String read) throws LDAPException {
        var found =
                new PooledLdap(directory.ldap())
                        .someBelow(directory.tree().people(), filter, 1, read);
        return found.isEmpty() ? null : found.getFirst();
    }
}
