package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.provisioning.api.PreparationReply;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep.Outcome;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.LdapConnections;
import dev.vestibule.provisioning.directory.ResultCodes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives a directory schema, tree, service account, indexes and rights. Every step can be repeated:
 * what is there already is left as it is.
 */
public final class DirectoryPreparer {
    private static final Set<ResultCode> PRESENT =
            Set.of(ResultCode.ENTRY_ALREADY_EXISTS, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
    private static final String PASSWORD = "{the password of directory.bind}";

    private final FullLDAPInterface ldap;
    private final DirectoryConfig gateway;

    /**
     * @param gateway what the gateway is configured with, whoever these connections belong to
     */
    public DirectoryPreparer(DirectoryConfig gateway, LdapConnections connections) {
        this.gateway = gateway;
        ldap = connections.pool();
    }

    /** Takes the steps, or says what they are. */
    public PreparationReply prepare(PrepareDirectory command) {
        try {
            ServerKind named = ServerKind.named(command.server());
            ServerKind kind = named == null ? Inspected.of(ldap, gateway).kind() : named;
            List<PreparedStep> steps = new ArrayList<>();
            for (PreparedStep step : steps(kind)) {
                if (!step.ldif().isEmpty()) {
                    steps.add(command.apply() ? taken(step) : step);
                }
            }
            return new PreparationReply.DirectoryPrepared(steps);
        } catch (LDAPException e) {
            return ResultCodes.failure(e, List.of());
        }
    }

    private List<PreparedStep> steps(ServerKind kind) {
        return List.of(
                step("schema", Blueprint.schema(kind, OurSchema.definitions())),
                step("tree", Blueprint.tree(gateway)),
                step("account of the gateway", Blueprint.account(gateway)),
                step("indexes", Blueprint.indexes(kind, IndexInspection.NEEDED)),
                step("uniqueness of links", Blueprint.uniqueness(kind, gateway)),
                step("rights of the gateway", Blueprint.rights(kind, gateway)));
    }

    private static PreparedStep step(String title, String ldif) {
        return new PreparedStep(title, ldif, Outcome.PLANNED, "");
    }

    private PreparedStep taken(PreparedStep step) {
        boolean changed = false;
        try {
            for (LDIFChangeRecord change : changes(step.ldif())) {
                changed |= carryOut(change);
            }
        } catch (LDAPException e) {
            return new PreparedStep(
                    step.title(),
                    step.ldif(),
                    Outcome.BY_HAND,
                    "The server answers " + e.getResultCode() + ".");
        }
        return new PreparedStep(
                step.title(), step.ldif(), changed ? Outcome.APPLIED : Outcome.PRESENT, "");
    }

    private boolean carryOut(LDIFChangeRecord change) throws LDAPException {
        try {
            change.processChange(ldap);
            return true;
        } catch (LDAPException e) {
            if (PRESENT.contains(e.getResultCode())) {
                return false;
            }
            throw e;
        }
    }

    private List<LDIFChangeRecord> changes(String ldif) {
        String complete = ldif.replace(PASSWORD, gateway.bindPassword().reveal());
        List<LDIFChangeRecord> changes = new ArrayList<>();
        try (LDIFReader reader =
                new LDIFReader(
                        new ByteArrayInputStream(complete.getBytes(StandardCharsets.UTF_8)))) {
            LDIFChangeRecord change;
            while ((change = reader.readChangeRecord(true)) != null) {
                changes.add(change);
            }
        } catch (IOException | LDIFException e) {
            throw new IllegalStateException("LDIF of our own cannot be read.", e);
        }
        return changes;
    }
}
