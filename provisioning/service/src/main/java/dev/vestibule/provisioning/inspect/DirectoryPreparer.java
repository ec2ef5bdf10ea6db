package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.inspect.PrepareDirectory.DirectoryPrepared;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Outcome;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.ResultCodes;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a directory schema, tree, service account, indexes and rights. Every step can be repeated:
 * what is there already is left as it is.
 */
public final class DirectoryPreparer {
    private static final String ANONYMOUS =
            "The server was read without an account: what it hides is reported as missing.";
    private static final String AS_INSTALLED =
            "The server's configuration was not read: this is what OpenLDAP lacks as Debian"
                    + " installs it.";
    private static final String TREE = "tree";
    private static final String PASSWORD = "password of the gateway's account";

    private final FullLDAPInterface ldap;
    private final DirectoryConfig gateway;
    private final BindIdentity identity;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param gateway what the gateway is configured with, independent of the account of these
     *     connections
     * @param identity the account of these connections
     */
    public DirectoryPreparer(
            DirectoryConfig gateway, LdapConnections connections, BindIdentity identity) {
        this.gateway = gateway;
        this.identity = identity;
        ldap = connections.pool();
    }

    /** Takes the steps, or says what they are. */
    public Reply<DirectoryPrepared> prepare(PrepareDirectory command) {
        try {
            ServerKind named = ServerKind.named(command.server());
            if (named == null || command.apply() || !(identity instanceof BindIdentity.Gateway)) {
                return Reply.of(prepared(command, TargetServer.of(ldap, gateway).or(named), ""));
            }
            return Reply.of(withoutAdministrator(command, named));
        } catch (LDAPException e) {
            return Reply.failed(failure(e));
        }
    }

    private Failure failure(LDAPException e) {
        return identity instanceof BindIdentity.Gateway && ResultCodes.cannotBind(e)
                ? new DirectoryUnavailable(
                        "it does not let %s in (%s). The account is not there yet, or has another password: use --for %s, or act as an administrator with -H ldapi:/// or --bind-dn"
                                .formatted(
                                        gateway.login().dn(),
                                        e.getResultCode(),
                                        ServerKind.of(gateway.kind().type()).word()))
                : ResultCodes.failure(e, List.of());
    }

    /** As the gateway if its bind is accepted, else anonymously, else without looking at all. */
    private DirectoryPrepared withoutAdministrator(PrepareDirectory command, ServerKind named)
            throws LDAPException {
        try {
            return prepared(command, TargetServer.of(ldap, gateway).or(named), "");
        } catch (LDAPException notLetIn) {
            try (LdapConnections anonymous =
                    LdapConnections.open(gateway, new BindIdentity.Anonymous())) {
                TargetServer inspected = TargetServer.of(anonymous.pool(), gateway).or(named);
                return prepared(command, inspected, ANONYMOUS);
            } catch (LDAPException silent) {
                return unseen(command, named, silent);
            }
        }
    }

    private DirectoryPrepared unseen(
            PrepareDirectory command, ServerKind named, LDAPException silent) {
        boolean openLdap = named == ServerKind.OPENLDAP;
        List<PreparedStep> steps =
                new ArrayList<>(LdifTemplates.unseen(named, gateway).steps(null));
        if (openLdap) {
            steps.replaceAll(this::withoutBase);
        }
        steps.add(step(GatewayAccount.TITLE, account(named).shown()));
        steps.removeIf(step -> step.ldif().isEmpty());
        return new DirectoryPrepared(
                named.word(),
                steps,
                "The server at directory.url does not answer (%s): these are all entries that are needed%s."
                        .formatted(silent.getResultCode(), openLdap ? " below the base" : ""),
                openLdap ? AS_INSTALLED : "");
    }

    /** The package makes the topmost entry. */
    private PreparedStep withoutBase(PreparedStep step) {
        String start = "dn: " + gateway.containers().base() + "\n";
        int end = step.ldif().indexOf("\n\n");
        return step.title().equals(TREE) && step.ldif().startsWith(start) && end > 0
                ? PreparedStep.planned(TREE, Part.DATA, step.ldif().substring(end + 2))
                : step;
    }

    private DirectoryPrepared prepared(PrepareDirectory command, TargetServer inspected, String how)
            throws LDAPException {
        AppliedChanges present = new AppliedChanges(inspected.ldap());
        var schema = inspected.ldap().getSchema();
        List<PreparedStep> steps = new ArrayList<>();
        LdifTemplates blueprint = inspected.blueprint();
        for (PreparedStep step : blueprint.steps(schema)) {
            steps.add(
                    PreparedStep.planned(step.title(), step.part(), present.missing(step.ldif())));
        }
        steps.add(account(inspected, command, how));
        var groups = inspected.incompleteGroups(command.dynamicGroups());
        if (!groups.isEmpty()) {
            steps.add(step("searches of dynamic groups", String.join("\n", groups.values())));
        }
        if (command.apply()) {
            steps.replaceAll(step -> taken(step, inspected.kind()));
        } else {
            steps.removeIf(step -> step.ldif().isEmpty());
        }
        return new DirectoryPrepared(
                inspected.kind().word(),
                steps,
                how.isEmpty() ? "" : ANONYMOUS,
                blueprint.hasSupposedConfiguration() ? AS_INSTALLED : "");
    }

    private GatewayAccount account(ServerKind kind) {
        return new GatewayAccount(kind, gateway, random);
    }

    private PreparedStep account(TargetServer inspected, PrepareDirectory command, String how)
            throws LDAPException {
        boolean own = identity instanceof BindIdentity.Gateway && how.isEmpty();
        boolean there = own || inspected.ldap().getEntry(gateway.login().dn(), "1.1") != null;
        if (!there) {
            return step(GatewayAccount.TITLE, account(inspected.kind()).shown());
        }
        return !command.passwordKnown() || letsIn()
                ? step(GatewayAccount.TITLE, "")
                : step(PASSWORD, account(inspected.kind()).password());
    }

    private boolean letsIn() {
        try (LdapConnections own = LdapConnections.open(gateway)) {
            own.pool().getRootDSE();
            return true;
        } catch (LDAPException e) {
            return !e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS);
        }
    }

    private static PreparedStep step(String title, String ldif) {
        return PreparedStep.planned(title, Part.DATA, ldif);
    }

    private PreparedStep taken(PreparedStep step, ServerKind kind) {
        if (step.title().equals(PASSWORD)) {
            return step.with(
                    Outcome.BY_HAND,
                    "The account exists, but cannot bind with the password of directory.bind.");
        }
        String ldif =
                step.title().equals(GatewayAccount.TITLE) && !step.ldif().isEmpty()
                        ? account(kind).sent()
                        : step.ldif();
        AppliedChanges present = new AppliedChanges(ldap);
        boolean changed = false;
        try {
            for (var change : AppliedChanges.changes(ldif)) {
                changed |= present.carryOut(change);
            }
        } catch (LDAPException e) {
            return step.with(Outcome.BY_HAND, "The server answers " + e.getResultCode() + ".");
        }
        return step.with(changed ? Outcome.APPLIED : Outcome.PRESENT, "");
    }
}
