package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import dev.vestibule.provisioning.api.InspectDirectory;
import dev.vestibule.provisioning.api.InspectionReply;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.LdapConnections;
import dev.vestibule.provisioning.directory.ResultCodes;

import java.util.List;

/** Looks at everything that the gateway needs of a directory. */
public final class DirectoryInspector {
    private static final String PASSWORD_POLICY = "1.3.6.1.4.1.42.2.27.8.5.1";

    private final FullLDAPInterface ldap;
    private final DirectoryConfig gateway;

    /**
     * @param gateway what the gateway is configured with, whoever these connections belong to
     */
    public DirectoryInspector(DirectoryConfig gateway, LdapConnections connections) {
        this.gateway = gateway;
        ldap = connections.pool();
    }

    /** Reads only, unless the query allows a probe. */
    public InspectionReply inspect(InspectDirectory query) {
        Findings findings = new Findings();
        try {
            Inspected directory = Inspected.of(ldap, gateway);
            connection(directory, findings);
            new SchemaInspection(directory, findings).inspect(query);
            new TreeInspection(directory, findings).inspect();
            new IndexInspection(directory, findings).inspect();
            new GroupInspection(directory, findings).inspect(query);
            rights(directory, findings, query.probe());
            return new InspectionReply.DirectoryFindings(findings.all());
        } catch (LDAPException e) {
            return ResultCodes.failure(e, List.of());
        }
    }

    private static void connection(Inspected directory, Findings findings) {
        findings.fine(
                "connection",
                "%s answers and lets the account in%s."
                        .formatted(
                                directory.kind().title(),
                                directory.gateway().secure() ? " over TLS" : ", without TLS"));
        if (directory.kind() != ServerKind.ACTIVE_DIRECTORY) {
            controls(directory.root(), findings);
        }
    }

    private static void controls(RootDSE root, Findings findings) {
        if (!root.supportsControl(ManageDsaITRequestControl.MANAGE_DSA_IT_REQUEST_OID)) {
            findings.note(
                    "connection",
                    "The server does not know the control ManageDsaIT.",
                    "Only where it shows the members of dynamic groups, searches for groups can be"
                            + " slow.");
        }
        if (!root.supportsControl(PASSWORD_POLICY)) {
            findings.note(
                    "passwords",
                    "The server announces no password policy.",
                    "Only for local passwords: the overlay ppolicy locks an account after wrong"
                            + " ones.");
        }
    }

    private static void rights(Inspected directory, Findings findings, boolean probe)
            throws LDAPException {
        if (probe) {
            new RightsProbe(directory, findings).tryWriting();
        } else {
            findings.note(
                    "rights",
                    "The right to write was not tried.",
                    "Add --probe to try it with entries named " + RightsProbe.NAME + ".");
        }
    }
}
