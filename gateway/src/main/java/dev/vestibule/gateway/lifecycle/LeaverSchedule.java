package dev.vestibule.gateway.lifecycle;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Scheduled checks: leavers once a day, and after each change of the connections the accounts whose
 * connection was removed.
 */
public final class LeaverSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(LeaverSchedule.class);

    /** A time of night without other jobs, in UTC. */
    private static final LocalTime TIME = LocalTime.of(3, 17);

    private static final long MOST_COUNTED = 10_000;

    /** To count the accounts without a connection, a directory may need to read all entries. */
    private static final Duration BEFORE_COUNTING_AGAIN = Duration.ofHours(1);

    private final DirectoryClient accounts;
    private final LeaverSweep sweep;
    private final Supplier<Map<String, Connection>> connections;
    private final InstantSource clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicReference<Instant> next;
    private final AtomicReference<Set<String>> reported = new AtomicReference<>(Set.of());
    private final AtomicReference<Set<String>> asked = new AtomicReference<>(Set.of());
    private final AtomicReference<Instant> again = new AtomicReference<>(Instant.MIN);

    /**
     * @param connections those of the live configuration, by id
     */
    public LeaverSchedule(
            DirectoryClient accounts,
            Supplier<Map<String, Connection>> connections,
            InstantSource clock) {
        this.accounts = accounts;
        this.sweep = new LeaverSweep(accounts, clock);
        this.connections = connections;
        this.clock = clock;
        next = new AtomicReference<>(after(clock.instant()));
    }

    /** Does what is due; meant for a timer that ticks every few seconds. */
    public Future<Void> tick() {
        if (!busy.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return reportOrphans().compose(_ -> sweepIfDue()).onComplete(_ -> busy.set(false));
    }

    private static Instant after(Instant now) {
        Instant today = now.atZone(ZoneOffset.UTC).with(TIME).toInstant();
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
    }

    private Future<Void> sweepIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(next.get())) {
            return Future.succeededFuture();
        }
        next.set(after(now));
        Future<Void> last = Future.succeededFuture();
        for (Connection connection : connections.get().values()) {
            Duration limit = connection.provisioning().leavers().after();
            if (limit != null) {
                last = last.compose(_ -> sweep(connection.id(), limit));
            }
        }
        return last;
    }

    private Future<Void> sweep(String connection, Duration limit) {
        AtomicLong disabled = new AtomicLong();
        return sweep.sweep(
                        connection,
                        limit,
                        (account, since) ->
                                sweep.disable(account, since)
                                        .onSuccess(reply -> count(reply, disabled)))
                .onSuccess(reply -> tell(connection, reply, disabled.get()))
                .mapEmpty();
    }

    private static void count(Reply<AccountChanged> reply, AtomicLong disabled) {
        if (reply instanceof Value<AccountChanged>(var done) && done.changed()) {
            disabled.incrementAndGet();
            LOG.info("event=leaver_disabled account=\"{}\"", done.dn());
        } else if (reply instanceof Failed(var failure)) {
            LOG.warn("event=leaver_kept detail=\"{}\"", failure.detail());
        }
    }

    private static void tell(String connection, Reply<AccountsListed> reply, long disabled) {
        if (reply instanceof Failed(var failure)) {
            LOG.warn(
                    "event=sweep_failed connection={} disabled={} detail=\"{}\" next=\"again"
                            + " tomorrow\"",
                    connection,
                    disabled,
                    failure.detail());
        } else {
            LOG.info("event=sweep connection={} disabled={}", connection, disabled);
        }
    }

    /** One search for each change of the connections; where it failed, another after a while. */
    private Future<Void> reportOrphans() {
        Set<String> ids = Set.copyOf(connections.get().keySet());
        Instant now = clock.instant();
        boolean waits = ids.equals(asked.get()) && now.isBefore(again.get());
        if (ids.equals(reported.get()) || waits) {
            return Future.succeededFuture();
        }
        asked.set(ids);
        again.set(now.plus(BEFORE_COUNTING_AGAIN));
        AtomicLong count = new AtomicLong();
        AccountFilter orphans = new AccountFilter(null, List.copyOf(ids), null, false, false);
        return accounts.list(
                        orphans,
                        false,
                        page ->
                                Future.succeededFuture(
                                        count.addAndGet(page.accounts().size()) < MOST_COUNTED))
                .onSuccess(reply -> tellOfOrphans(ids, reply, count.get()))
                .mapEmpty();
    }

    private void tellOfOrphans(Set<String> ids, Reply<AccountsListed> reply, long count) {
        if (reply instanceof Failed(var failure)) {
            LOG.warn(
                    "event=orphans_not_counted detail=\"{}\" next=\"again in {} minutes\"",
                    failure.detail(),
                    BEFORE_COUNTING_AGAIN.toMinutes());
            return;
        }
        reported.set(ids);
        if (count > 0) {
            LOG.warn(
                    "event=orphaned_accounts count={}{} next=\"vestibule account list --orphaned"
                            + " names them; none is changed unasked\"",
                    count,
                    count >= MOST_COUNTED ? "+" : "");
        }
    }
}
