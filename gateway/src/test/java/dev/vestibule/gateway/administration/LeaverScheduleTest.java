package dev.vestibule.gateway.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListReply;
import dev.vestibule.provisioning.api.ListReply.AccountsListed;
import dev.vestibule.provisioning.api.ProvisioningCodecs;
import dev.vestibule.provisioning.api.ProvisioningFailure.DirectoryUnavailable;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** To count the accounts of no connection costs a directory much, so that it is asked seldom. */
class LeaverScheduleTest {
    private static final Duration TICK = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T09:30:00Z"));
    private final Map<String, Connection> connections = new HashMap<>();
    private final ConcurrentLinkedQueue<ListAccounts> asked = new ConcurrentLinkedQueue<>();
    private final AtomicReference<ListReply> answer = new AtomicReference<>(new AccountsListed(0));
    private final AccountsClient accounts =
            new AccountsClient(vertx.eventBus(), Duration.ofSeconds(5));
    private final LeaverSchedule schedule =
            new LeaverSchedule(
                    accounts, new LeaverSweep(accounts, now::get), () -> connections, now::get);

    @BeforeEach
    void answerFromTheDirectory() {
        ProvisioningCodecs.register(vertx.eventBus());
        vertx.eventBus()
                .<ListAccounts>consumer(
                        ListAccounts.ADDRESS,
                        query -> {
                            asked.add(query.body());
                            query.reply(answer.get());
                        });
        // Only the ids count here; what is behind them is asked for at night.
        connections.put("google", null);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void orphansAreCountedOnceForEachChangeOfTheConnections() throws Exception {
        ticks(5);
        connections.put("corp", null);
        ticks(5);

        assertThat(asked)
                .extracting(query -> List.copyOf(query.filter().notProvisionedBy()))
                .hasSize(2)
                .first()
                .isEqualTo(List.of("google"));
    }

    @Test
    void aDirectoryThatCannotCountIsAskedAgainAfterAnHour() throws Exception {
        answer.set(new DirectoryUnavailable("the directory answers 85"));
        ticks(20);
        assertThat(asked).hasSize(1);

        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        ticks(20);

        assertThat(asked).hasSize(2);
    }

    private void ticks(int count) throws Exception {
        for (int tick = 0; tick < count; tick++) {
            now.updateAndGet(time -> time.plus(TICK));
            schedule.tick().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
