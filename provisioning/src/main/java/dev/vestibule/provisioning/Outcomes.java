package dev.vestibule.provisioning;

import dev.vestibule.provisioning.api.AccountChange;
import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.ChangeCommand;
import dev.vestibule.provisioning.api.EventKind;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.audit.AuditRecord;
import dev.vestibule.provisioning.audit.AuditTrail;

import io.vertx.core.eventbus.EventBus;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is told about commands when they are over: to the audit log, and as events. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    /** An answered login has its record on the disk, unless the disk is slower than this. */
    private static final Duration PATIENCE_WITH_DISK = Duration.ofSeconds(1);

    private final EventBus eventBus;
    private final AuditTrail audit;
    private final InstantSource clock;

    Outcomes(EventBus eventBus, AuditTrail audit, InstantSource clock) {
        this.eventBus = eventBus;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tells of a message that was carried out, if it is one that may change something. Waits for
     * the record, a little; for the command's own thread.
     */
    void carriedOut(Object message, @Nullable Object reply, Instant begun) {
        if (message instanceof ChangeCommand command) {
            if (reply instanceof AccountChange change) {
                publish(command, change);
            }
            waitFor(record(command, reply, begun));
        }
    }

    /** Tells of a message that was answered before it was carried out. Does not wait. */
    void givenUp(Object message, @Nullable Object reply, Instant begun) {
        if (message instanceof ChangeCommand command) {
            record(command, reply, begun);
        }
    }

    private CompletableFuture<@Nullable Void> record(
            ChangeCommand command, @Nullable Object reply, Instant begun) {
        Instant now = clock.instant();
        return audit.record(new AuditRecord(now, command, reply, Duration.between(begun, now)));
    }

    private void publish(ChangeCommand command, AccountChange change) {
        EventKind kind = change.happened();
        if (kind != null) {
            eventBus.publish(kind.address(), event(kind, command, change));
        }
    }

    private AccountEvent event(EventKind kind, ChangeCommand command, AccountChange change) {
        FederatedIdentity identity = command.identity();
        return new AccountEvent(
                UUID.randomUUID().toString(),
                kind,
                clock.instant(),
                command.commandId(),
                change.dn(),
                change.username(),
                command.connection(),
                identity == null ? null : identity.issuer(),
                change.changes());
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
