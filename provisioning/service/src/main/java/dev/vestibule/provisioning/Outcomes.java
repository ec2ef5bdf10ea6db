package dev.vestibule.provisioning;

import dev.vestibule.provisioning.api.AccountChange;
import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.ChangeCommand;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.audit.AuditRecord;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.bus.CommandBus;

import io.vertx.core.json.JsonArray;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is reported about finished commands: to the audit log, and as events. */
record Outcomes(CommandBus bus, AuditTrail audit, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    /** An answered login has its record on the disk, unless the disk is slower than this. */
    private static final Duration PATIENCE_WITH_DISK = Duration.ofSeconds(1);

    /**
     * Reports a command that was carried out, if it is one that may change something. Waits for the
     * record, a little; for the command's own thread.
     */
    void carriedOut(Command<?> sent, Reply<?> reply, Instant begun) {
        if (sent instanceof ChangeCommand<?> command) {
            if (reply instanceof Reply.Value<?>(AccountChange change)) {
                publish(command, change);
                tellOfGroups(command, change);
            }
            waitFor(record(command, reply, begun));
        }
    }

    /** Reports a command that was answered before it was carried out. Does not wait. */
    void givenUp(Command<?> sent, @Nullable Reply<?> reply, Instant begun) {
        if (sent instanceof ChangeCommand<?> command) {
            record(command, reply, begun);
        }
    }

    /** A user who is kept out of a group that the provider says would look for the reason here. */
    private static void tellOfGroups(ChangeCommand<?> command, AccountChange change) {
        if (!change.changes().withheld().isEmpty()) {
            LOG.warn(
                    "event=groups_withheld account=\"{}\" connection={} groups={} found=\"an"
                            + " administrator made these groups, and the configuration does not"
                            + " name them\" next=\"name those that the provider may grant in"
                            + " provisioning.groups.existing of the connection\"",
                    change.dn(),
                    command.connection(),
                    quoted(change.changes().withheld()));
        }
        if (!change.changes().removed().isEmpty()) {
            LOG.info(
                    "event=groups_removed_by_hand account=\"{}\" connection={} groups={}"
                            + " found=\"the member was removed by hand, and stays removed\" next=\"add the"
                            + " member by hand{}\"",
                    change.dn(),
                    command.connection(),
                    quoted(change.changes().removed()),
                    command instanceof AssignToAccount
                            ? " or delete the value of vestibuleRemovedGroup"
                            : ", delete the value of vestibuleRemovedGroup, or write"
                                    + " provisioning.groups.restore: true");
        }
    }

    /** What neither ends a line nor moves a cursor, nor reads as another name. */
    private static String quoted(List<String> names) {
        return new JsonArray(names.stream().map(name -> name.replaceAll("\\p{C}", "?")).toList())
                .encode();
    }

    private CompletableFuture<@Nullable Void> record(
            ChangeCommand<?> command, @Nullable Reply<?> reply, Instant begun) {
        Instant now = clock.instant();
        return audit.record(new AuditRecord(now, command, reply, Duration.between(begun, now)));
    }

    private void publish(ChangeCommand<?> command, AccountChange change) {
        var kind = change.happened();
        if (kind == null) {
            return;
        }
        var identity = command.identity();
        bus.publish(
                new AccountEvent(
                        UUID.randomUUID().toString(),
                        kind,
                        clock.instant(),
                        command.commandId(),
                        change.dn(),
                        change.username(),
                        command.connection(),
                        identity == null ? null : identity.issuer(),
                        change.changes()));
    }

    private static void waitFor(CompletableFuture<@Nullable Void> record) {
        try {
            record.get(PATIENCE_WITH_DISK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("event=audit_slow waited={}", PATIENCE_WITH_DISK);
        } catch (ExecutionException e) {
            LOG.debug("event=audit_lost, as the audit log has said", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
