package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;

import dev.vestibule.provisioning.group.GroupEntries;
import dev.vestibule.provisioning.group.MemberUrls;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory under inspection.
 *
 * @param gateway what the gateway is configured with, independent of the account that reads now
 */
record TargetServer(
        FullLDAPInterface ldap, DirectoryConfig gateway, ServerKind kind, RootDSE root) {
    private static final int UNBROKEN = 0;

    static TargetServer of(FullLDAPInterface ldap, DirectoryConfig gateway) throws LDAPException {
        RootDSE root = ldap.getRootDSE();
        if (root == null) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "the root DSE cannot be read");
        }
        return new TargetServer(ldap, gateway, ServerKind.of(root), root);
    }

    /** The same, whatever it says that it is. */
    TargetServer or(@Nullable ServerKind named) {
        return named == null ? this : new TargetServer(ldap, gateway, named, root);
    }

    GroupEntries groups() {
        return new GroupEntries(new PooledLdap(ldap), tree());
    }

    DirectoryTree tree() {
        return DirectoryTree.of(gateway);
    }

    /** What would give the server what it lacks. */
    LdifTemplates blueprint() throws LDAPException {
        SlapdConfiguration slapd =
                kind == ServerKind.OPENLDAP
                        ? SlapdConfiguration.of(ldap, gateway.containers().base())
                        : SlapdConfiguration.ofDebian();
        return new LdifTemplates(kind, gateway, database(slapd), slapd);
    }

    /** The server's entry for the database of the base; the usual one where it cannot be seen. */
    private String database(SlapdConfiguration slapd) throws LDAPException {
        return switch (kind) {
            case OPENLDAP -> slapd.database();
            case DS_389 ->
                    configuration(
                                    "cn=ldbm database,cn=plugins,cn=config",
                                    Filter.equals("nsslapd-suffix", gateway.containers().base()),
                                    "objectClass")
                            .stream()
                            .map(Entry::getDN)
                            .findFirst()
                            .orElseGet(kind::usualDatabase);
            case ACTIVE_DIRECTORY, OTHER -> kind.usualDatabase();
        };
    }

    /**
     * The LDIF that mends each dynamic group that does not search every container, by name.
     *
     * @param named names of groups that the configuration says are dynamic
     */
    Map<String, String> incompleteGroups(List<String> named) throws LDAPException {
        Map<String, String> ldif = new LinkedHashMap<>();
        if (gateway.kind().metadata() instanceof OwnSchema) {
            MemberUrls.missing(new PooledLdap(ldap), tree(), named)
                    .forEach((name, change) -> ldif.put(name, change.toLDIFString(UNBROKEN)));
        }
        return ldif;
    }

    boolean exists(DN dn) throws LDAPException {
        return ldap.getEntry(dn.toString(), "1.1") != null;
    }

    /** The server's own configuration; empty where this account may not see it. */
    List<Entry> configuration(String base, Filter filter, String... attributes)
            throws LDAPException {
        return SlapdConfiguration.entries(ldap, base, filter, attributes);
    }
}
