package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.ResultCodes;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything that the gateway needs of a directory: at schema, tree, groups and rights as
 * the gateway's own account, since its sight is what decides, and at the server's configuration as
 * an administrator if there is one.
 */
public final class DirectoryInspector {
    private static final String PASSWORD_POLICY = "1.3.6.1.4.1.42.2.27.8.5.1";

    private final LdapConnections connections;
    private final FullLDAPInterface own;
    private final @Nullable FullLDAPInterface administrator;
    private final DirectoryConfig gateway;

    /**
     * @param gateway what the gateway is configured with
     * @param own connections of its account
     * @param administrator connections of an account that sees more; null for none
     */
    public DirectoryInspector(
            DirectoryConfig gateway, LdapConnections own, @Nullable LdapConnections administrator) {
        this.gateway = gateway;
        this.connections = own;
        this.own = own.pool();
        this.administrator = administrator == null ? null : administrator.pool();
    }

    /** Reads only, unless the query allows a probe. */
    public Reply<List<Finding>> inspect(InspectDirectory query) {
        Findings findings = new Findings();
        try {
            boolean letIn = letIn(findings);
            FullLDAPInterface seeing = letIn ? own : administrator;
            if (seeing != null) {
                TargetServer directory = TargetServer.of(seeing, gateway);
                if (letIn) {
                    connection(directory, findings);
                }
                inspect(directory, query, findings);
                if (letIn) {
                    new RightsInspection(directory, findings).inspect(query.probe());
                    new FactorRights(directory, findings, connections.users()).inspect();
                }
            }
            return Reply.of(findings.all());
        } catch (LDAPException e) {
            return Reply.failed(ResultCodes.failure(e, List.of()));
        }
    }

    private void inspect(TargetServer directory, InspectDirectory query, Findings findings)
            throws LDAPException {
        new SchemaInspection(directory, findings).inspect(query);
        tree(directory, findings);
        TargetServer configuration =
                administrator == null ? directory : TargetServer.of(administrator, gateway);
        new IndexInspection(configuration, findings).inspect();
        new GroupInspection(directory, findings).inspect(query);
    }

    /** Without its account the gateway can do nothing; then others may still see why. */
    private boolean letIn(Findings findings) throws LDAPException {
        try {
            RootDSE _ = own.getRootDSE();
            return true;
        } catch (LDAPException e) {
            if (!ResultCodes.cannotBind(e)) {
                throw e;
            }
            findings.problem(
                    "account",
                    "The directory refuses the bind of %s: %s."
                            .formatted(gateway.login().dn(), e.getResultCode()),
                    "The account is not there yet, or directory.bind has another password:"
                            + " `vestibule directory init --for "
                            + ServerKind.of(gateway.kind().type()).word()
                            + "` prints the LDIF that creates it.",
                    "");
            if (administrator == null) {
                findings.note(
                        "account",
                        "Without the account nothing else can be checked.",
                        "Use -H ldapi:/// as root on the server, or --bind-dn.");
            }
            return false;
        }
    }

    private static void connection(TargetServer directory, Findings findings) {
        findings.fine(
                "connection",
                "%s answers and accepts the bind%s."
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
                    "Searches for groups can be slow if the server shows the members of dynamic"
                            + " groups.");
        }
        if (!root.supportsControl(PASSWORD_POLICY)) {
            findings.note(
                    "passwords",
                    "The server announces no password policy.",
                    "For local passwords, the overlay ppolicy can lock an account after wrong"
                            + " passwords.");
        }
    }

    private static void tree(TargetServer directory, Findings findings) throws LDAPException {
        Map<String, DN> containers = new LinkedHashMap<>();
        containers.put("base", new DN(directory.gateway().containers().base()));
        containers.put("container of accounts", directory.tree().people());
        containers.put("container of groups", directory.tree().groups());
        boolean complete = true;
        for (Map.Entry<String, DN> container : containers.entrySet()) {
            DN dn = container.getValue();
            if (!directory.exists(dn)) {
                complete = false;
                findings.problem(
                        "tree",
                        "The %s is missing, or cannot be read with this account: %s."
                                .formatted(container.getKey(), dn),
                        "Add the entry, or allow the account to read it.",
                        directory.blueprint().entry(dn));
            }
        }
        if (complete) {
            findings.fine("tree", "Base, accounts and groups are present.");
        }
    }
}
