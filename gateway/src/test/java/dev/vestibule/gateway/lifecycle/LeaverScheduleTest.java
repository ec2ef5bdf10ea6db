package dev.vestibule.gateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ListAccounts.AccountPage;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.bus.CommandBus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** What is looked at without anybody asking, by a clock that the test sets. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
class LeaverScheduleTest {
    private static final Duration TICK = Duration.ofSeconds(10);

    private static final String YAML =
            """
            gateway: { url: "http://localhost:8080" }
            directory: { url: embedded, base: "dc=example,dc=org" }
            connections:
              google: { type: oidc, issuer: "http://127.0.0.1:1", client-id: v, client-secret: "${file:secret}", provisioning: { enabled: true } }
              corp: { type: oidc, issuer: "http://127.0.0.1:2", client-id: v, client-secret: "${file:secret}", provisioning: { enabled: true, disable-after: 30d } }
            flows: { staff: { steps: [{ id: first, authenticate: [corp, google] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    @TempDir private Path folder;
    private CommandBus bus;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T09:30:00Z"));
    private final Map<String, Connection> connections = new HashMap<>();
    private final List<String> people = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<ListAccounts> asked = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Reply<AccountsListed>> answer =
            new AtomicReference<>(Reply.of(new AccountsListed(0)));
    private LeaverSchedule schedule;

    @BeforeEach
    void answerFromTheDirectory(Vertx vertx) {
        bus = CommandBus.local(vertx);
        DirectoryClient accounts = new DirectoryClient(bus, Duration.ofSeconds(30));
        schedule = new LeaverSchedule(accounts, () -> connections, now::get);
        bus.handle(
                ListAccounts.class,
                query -> {
                    asked.add(query);
                    return handOver(query).transform(_ -> Future.succeededFuture(answer.get()));
                });
        // Only the ids count here; what is behind them is asked for at night.
        connections.put("google", null);
    }

    private Future<?> handOver(ListAccounts query) {
        return people.isEmpty() || !query.filter().undecided()
                ? Future.succeededFuture()
                : bus.page(
                        query,
                        new AccountPage(people.stream().map(LeaverScheduleTest::account).toList()),
                        Duration.ofSeconds(30));
    }

    private static AccountDetails account(String dn) {
        return new AccountDetails(
                dn, dn, AccountState.active(), List.of(), "corp", null, null, List.of(), List.of());
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
        answer.set(Reply.failed(new DirectoryUnavailable("the directory answers 85")));
        ticks(20);
        assertThat(asked).hasSize(1);

        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        ticks(20);

        assertThat(asked).hasSize(2);
    }

    @Test
    void leaversAreSweptOnceANight() throws Exception {
        connections.putAll(configured());
        tickAt("2026-11-24T03:16:59Z");
        assertThat(swept()).isEmpty();

        tickAt("2026-11-24T03:17:00Z");
        tickAt("2026-11-24T03:17:05Z");
        tickAt("2026-11-25T03:16:00Z");
        assertThat(swept())
                .singleElement()
                .satisfies(query -> {
                    assertThat(query.filter().provisionedBy()).isEqualTo("corp");
                    assertThat(query.filter().undecided()).isTrue();
                    assertThat(query.filter().notSignedInSince())
                            .as("the last sign-in is to the day")
                            .isEqualTo(Instant.parse("2026-10-24T03:17:00Z"));
                });

        tickAt("2026-11-25T03:17:00Z");
        assertThat(swept()).hasSize(2);
    }

    @Test
    void leaversAreDisabledUnlessTheyHaveSignedInSince() throws Exception {
        connections.putAll(configured());
        ConcurrentLinkedQueue<ChangeAccount> changes = new ConcurrentLinkedQueue<>();
        bus.handle(
                ChangeAccount.class,
                command -> {
                    changes.add(command);
                    // The first one is refused, which keeps nobody else.
                    return Future.succeededFuture(
                            Reply.failed(
                                    changes.size() == 1
                                            ? new PolicyRefused("no right")
                                            : new NoSuchAccount(command.dn())));
                });
        people.addAll(List.of("uid=ada", "uid=bob"));

        tickAt("2026-11-24T03:17:00Z");

        assertThat(changes)
                .extracting(ChangeAccount::dn, ChangeAccount::change, ChangeAccount::notSince)
                .containsExactly(
                        tuple("uid=ada", Change.DISABLE, Instant.parse("2026-10-24T03:17:00Z")),
                        tuple("uid=bob", Change.DISABLE, Instant.parse("2026-10-24T03:17:00Z")));
    }

    @Test
    void aDirectoryThatIsAwayAtNightIsSweptTheNextNight() throws Exception {
        connections.putAll(configured());
        answer.set(Reply.failed(new DirectoryUnavailable("away")));
        tickAt("2026-11-24T03:17:00Z");
        tickAt("2026-11-24T03:18:00Z");
        assertThat(swept()).hasSize(1);

        tickAt("2026-11-25T03:17:00Z");

        assertThat(swept()).hasSize(2);
    }

    private List<ListAccounts> swept() {
        return asked.stream().filter(query -> query.filter().undecided()).toList();
    }

    private void tickAt(String time) {
        now.set(Instant.parse(time));
        schedule.tick().await();
    }

    /** Of two connections one has leavers. */
    private Map<String, Connection> configured() throws IOException {
        Files.writeString(folder.resolve("secret"), "s3cret");
        Files.writeString(folder.resolve("vestibule.yaml"), YAML);
        return Objects.requireNonNull(new FlowConfigLoader().load(folder).config()).connections();
    }

    private void ticks(int count) {
        for (int tick = 0; tick < count; tick++) {
            now.updateAndGet(time -> time.plus(TICK));
            schedule.tick().await();
        }
    }
}
