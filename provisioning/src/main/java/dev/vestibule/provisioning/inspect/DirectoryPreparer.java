package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.provisioning.api.PreparationReply;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep.Outcome;
import dev.vestibule.provisioning.api.PrepareDirectory;
import dev.vestibule.provisioning.directory.Bookkeeping.NamedAttributes;
import dev.vestibule.provisioning.directory.Bookkeeping.OwnSchema;
import dev.vestibule.provisioning.directory.DirectoryConfig;
import dev.vestibule.provisioning.directory.LdapConnections;
import dev.vestibule.provisioning.directory.ResultCodes;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives a directory schema, tree, service account, indexes and rights. Every step can be repeated:
 * what is there already is left as it is.
 */
public final class DirectoryPreparer {
    private static final Set<ResultCode> PRESENT =
            Set.of(ResultCode.ENTRY_ALREADY_EXISTS, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
    private static final String SCHEMA = "schema";

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
            List<PreparedStep> steps = new ArrayList<>();
            if (named == null || command.apply()) {
                Inspected inspected = seen(named);
                steps.addAll(steps(inspected.blueprint()));
                steps.add(groups(inspected, command.dynamicGroups()));
            } else {
                steps.addAll(steps(Blueprint.unseen(named, gateway)));
            }
            steps.removeIf(step -> step.ldif().isEmpty());
            if (command.apply()) {
                steps.replaceAll(this::taken);
            }
            return new PreparationReply.DirectoryPrepared(steps);
        } catch (LDAPException e) {
            return ResultCodes.failure(e, List.of());
        }
    }

    private Inspected seen(@Nullable ServerKind named) throws LDAPException {
        Inspected inspected = Inspected.of(ldap, gateway);
        return named == null ? inspected : inspected.as(named);
    }

    private static PreparedStep groups(Inspected inspected, List<String> named)
            throws LDAPException {
        return step(
                "searches of dynamic groups",
                String.join("\n", inspected.incompleteGroups(named).values()));
    }

    private List<PreparedStep> steps(Blueprint blueprint) {
        return List.of(
                step(
                        SCHEMA,
                        switch (gateway.bookkeeping()) {
                            case OwnSchema() -> blueprint.schema(OurSchema.definitions());
                            case NamedAttributes _ -> "";
                        }),
                step("tree", blueprint.tree()),
                step("account of the gateway", blueprint.account()),
                step("indexes", blueprint.indexes(IndexInspection.needed(gateway))),
                step("uniqueness of links", blueprint.uniqueness()),
                step("memberships of the deleted", blueprint.departures()),
                step("rights of the gateway", blueprint.rights()));
    }

    private static PreparedStep step(String title, String ldif) {
        return new PreparedStep(title, ldif, Outcome.PLANNED, "");
    }

    private PreparedStep taken(PreparedStep step) {
        boolean changed = false;
        try {
            if (step.title().equals(SCHEMA) && OurSchema.missing(ldap.getSchema()).isEmpty()) {
                return new PreparedStep(step.title(), step.ldif(), Outcome.PRESENT, "");
            }
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

    /** Some servers say of an entry that is there that they may not add one. */
    private boolean isThere(LDIFChangeRecord change) throws LDAPException {
        return switch (change) {
            case LDIFAddChangeRecord add -> ldap.getEntry(add.getDN(), "1.1") != null;
            case LDIFModifyChangeRecord modify -> isThere(modify);
            default -> false;
        };
    }

    /** The rest of the entry is not read: a dynamic group could show a million members. */
    private boolean isThere(LDIFModifyChangeRecord change) throws LDAPException {
        Modification[] modifications = change.getModifications();
        Entry entry =
                ldap.getEntry(
                        change.getDN(),
                        Stream.of(modifications)
                                .map(Modification::getAttributeName)
                                .toArray(String[]::new));
        return entry != null && Stream.of(modifications).allMatch(each -> has(entry, each));
    }

    private static boolean has(Entry entry, Modification modification) {
        return modification.getModificationType().equals(ModificationType.REPLACE)
                && Stream.of(modification.getValues())
                        .allMatch(value ->
                                entry.hasAttributeValue(modification.getAttributeName(), value));
    }

    private boolean carryOut(LDIFChangeRecord change) throws LDAPException {
        if (isThere(change)) {
            return false;
        }
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

    /** LDIF takes any password in this form (RFC 2849). */
    private String encoded(String form, Charset charset) {
        String password = form.formatted(gateway.bindPassword().reveal());
        return Base64.getEncoder().encodeToString(password.getBytes(charset));
    }

    private List<LDIFChangeRecord> changes(String ldif) {
        String complete =
                ldif.replace(
                                "unicodePwd: " + Blueprint.PASSWORD,
                                "unicodePwd:: " + encoded("\"%s\"", StandardCharsets.UTF_16LE))
                        .replace(
                                "userPassword: " + Blueprint.PASSWORD,
                                "userPassword:: " + encoded("%s", StandardCharsets.UTF_8));
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
