package dev.vestibule.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.webhook.Webhook;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.outbound.OutboundRoute;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.file.PrivateFiles;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

@Timeout(120)
@ExtendWith(VertxExtension.class)
class WebhookVerticleTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int TRIES = 3;

    @TempDir private Path folder;
    private Vertx vertx;
    private CommandBus bus;
    private Receiver receiver;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void open(Vertx vertx) {
        this.vertx = vertx;
        bus = CommandBus.local(vertx);
        receiver = new Receiver(vertx);
    }

    @Test
    void anEventIsPostedWithASignatureThatItsReceiverCanVerify() throws Exception {
        deploy(EventKind.types());

        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));

        Receiver.Post post = receiver.next();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = post.id() + "." + post.timestamp() + "." + post.body();
        byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        assertThat(post.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(code));
        assertThat(post.id()).isEqualTo("1");
        assertThat(post.timestamp()).isEqualTo(Long.toString(NOON.getEpochSecond()));
        assertThat(new JsonObject(post.body()))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"type":"account.created","timestamp":"2026-11-23T12:00:00Z","data":{
                                 "account":"uid=ada,ou=people","username":"ada","connection":"google",
                                 "issuer":"https://issuer.example","attributes":["mail"],
                                 "granted":["staff"],"withdrawn":[],"command":"command-1"}}
                                """));
    }

    @Test
    void whatWasNotTakenIsPostedAgainUnderTheSameId() throws Exception {
        receiver.answers(500, 302);
        deploy(EventKind.types());

        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));

        assertThat(List.of(receiver.next(), receiver.next(), receiver.next()))
                .extracting(Receiver.Post::id)
                .containsOnly("1");
        assertThat(receiver.isEmpty()).as("a redirect is not followed").isTrue();
    }

    @Test
    void theEventsOfOneAccountKeepTheirOrderWhileOthersGoOn() throws Exception {
        receiver.answers(503);
        deploy(EventKind.types());

        publish(event("ada-1", EventKind.ACCOUNT_CREATED, "ada"));
        assertThat(receiver.next().id()).isEqualTo("ada-1");
        publish(event("ada-2", EventKind.ACCOUNT_UPDATED, "ada"));
        publish(event("bob-1", EventKind.ACCOUNT_CREATED, "bob"));

        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            order.add(String.valueOf(receiver.next().id()));
        }
        assertThat(order).containsExactlyInAnyOrder("ada-1", "ada-2", "bob-1");
        assertThat(order).containsSubsequence("ada-1", "ada-2");
    }

    @Test
    void onlyTheEventsThatAreAskedForArePosted() throws Exception {
        deploy(List.of("account.disabled"));

        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));
        publish(event("2", EventKind.ACCOUNT_DISABLED, "ada"));

        assertThat(receiver.next().id()).isEqualTo("2");
    }

    @Test
    void afterTheLastTryAnEventIsADeadLetterAndTheNextOneGoesOn() throws Exception {
        receiver.answers(500, 500, 500);
        String deployment = deploy(EventKind.types());

        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));
        publish(event("2", EventKind.ACCOUNT_UPDATED, "ada"));

        Stream.generate(this::next)
                .limit(TRIES)
                .forEach(post -> assertThat(post.id()).isEqualTo("1"));
        assertThat(receiver.next().id()).isEqualTo("2");
        vertx.undeploy(deployment).await();
        JsonObject letter = new JsonObject(Files.readString(dead()));
        assertThat(letter.getString("id")).isEqualTo("1");
        assertThat(letter.getString("failure")).isEqualTo("status 500");
        assertThat(Files.getPosixFilePermissions(dead()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aReceiverThatIsGoneForGoodIsNotTriedAgain() throws Exception {
        receiver.answers(410);
        deploy(EventKind.types());

        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));
        publish(event("2", EventKind.ACCOUNT_CREATED, "ada"));

        assertThat(receiver.next().id()).isEqualTo("1");
        assertThat(receiver.next().id()).isEqualTo("2");
        assertThat(Files.readString(dead())).contains("status 410");
    }

    @Test
    void deadLettersThatArePutBackArePostedAgain() throws Exception {
        receiver.answers(410);
        deploy(EventKind.types());
        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));
        publish(event("2", EventKind.ACCOUNT_CREATED, "ada"));
        receiver.next();
        receiver.next();

        Files.move(dead(), folder.resolve("webhooks-replay.jsonl"));

        assertThat(receiver.next().id()).isEqualTo("1");
    }

    @Test
    void whatACommandHandedOverIsPostedByTheGatewayInItsOrder() throws Exception {
        Handover handover =
                Handover.open(folder, List.of(webhook(List.of("account.deleted"))), () -> {});
        handover.leave(event("1", EventKind.ACCOUNT_DELETED, "ada"));
        handover.leave(event("2", EventKind.ACCOUNT_DISABLED, "ada"));
        deploy(EventKind.types());
        assertThat(receiver.next().id()).isEqualTo("1");

        handover.leave(event("3", EventKind.ACCOUNT_DELETED, "bob"));

        Receiver.Post post = receiver.next();
        assertThat(post.id()).isEqualTo("3");
        assertThat(post.signature()).startsWith("v1,");
        assertThat(Handover.left(folder)).isEmpty();
    }

    @Test
    void whatWasHandedOverIsDurableOnceItIsTaken() throws Exception {
        receiver.answers(Receiver.SILENCE);
        Handover handover = Handover.open(folder, List.of(webhook(EventKind.types())), () -> {});
        handover.leave(event("1", EventKind.ACCOUNT_DELETED, "ada"));
        String deployment = deploy(EventKind.types());
        receiver.next();
        vertx.undeploy(deployment).await();

        deploy(EventKind.types());

        assertThat(receiver.next().id()).isEqualTo("1");
    }

    @Test
    void everythingThatWasPublishedBeforeIsHandedOverWhenTheCommandEnds() throws Exception {
        Handover handover = Handover.open(folder, List.of(webhook(EventKind.types())), () -> {});
        String deployment =
                vertx.deployVerticle(handover, WebhookVerticle.deploymentOptions()).await();
        for (int i = 0; i < 200; i++) {
            publish(event("e" + i, EventKind.ACCOUNT_DISABLED, "ada"));
        }

        vertx.undeploy(deployment).await();

        assertThat(Handover.left(folder)).hasSize(200);
    }

    @Test
    void whatWasTakenIsDeliveredAfterARestart() throws Exception {
        receiver.answers(Receiver.SILENCE);
        String deployment = deploy(EventKind.types());
        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));
        receiver.next();
        vertx.undeploy(deployment).await();

        deploy(EventKind.types());

        assertThat(receiver.next().id()).isEqualTo("1");
    }

    @Test
    void whatWasDeliveredIsNotDeliveredAgainAfterARestart() throws Exception {
        String deployment = deploy(EventKind.types());
        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));
        receiver.next();
        publish(event("2", EventKind.ACCOUNT_UPDATED, "ada"));
        receiver.next();
        publish(event("3", EventKind.ACCOUNT_UPDATED, "ada"));
        receiver.next();
        vertx.undeploy(deployment).await();

        try (Outbox outbox = Outbox.open(folder)) {
            assertThat(outbox.waiting()).extracting(Delivery::id).doesNotContain("1", "2");
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsGivenUpInTime() throws Exception {
        receiver.answers(Receiver.SILENCE);
        deploy(EventKind.types(), Duration.ofMillis(700));

        publish(event("1", EventKind.ACCOUNT_CREATED, "ada"));

        assertThat(receiver.next().id()).isEqualTo(receiver.next().id());
    }

    @Test
    void halfARecordOfAProcessThatDiedIsPassedOver() throws Exception {
        leave("1", "2");
        byte[] whole = Files.readAllBytes(log());
        Files.write(log(), Arrays.copyOf(whole, whole.length - 3));

        deploy(EventKind.types());

        assertThat(receiver.next().id()).isEqualTo("1");
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void aDamagedRecordDoesNotHoldBackTheOthers() throws Exception {
        leave("1", "2");
        byte[] bytes = Files.readAllBytes(log());
        bytes[20] ^= 1;
        Files.write(log(), bytes);

        deploy(EventKind.types());

        assertThat(receiver.next().id()).isEqualTo("2");
    }

    @Test
    void oneProcessAtATimeHasTheOutbox() throws Exception {
        try (Outbox _ = Outbox.open(folder)) {
            assertThatThrownBy(() -> Outbox.open(folder))
                    .isInstanceOf(PrivateFiles.InUseException.class);
        }
    }

    @Test
    void theOutboxStaysSmallHoweverManyEventsPassIt() throws Exception {
        try (Outbox outbox = Outbox.open(folder)) {
            for (int number = 0; number < 20_000; number++) {
                Delivery delivery = delivery("e" + number);
                outbox.add(delivery);
                outbox.done(delivery);
            }
        }

        assertThat(Files.size(log())).isLessThan(6_000_000);
    }

    /** Each was safe before the next was taken. */
    private void leave(String... ids) throws IOException {
        try (Outbox outbox = Outbox.open(folder)) {
            for (String id : ids) {
                outbox.add(delivery(id));
                outbox.force();
            }
        }
    }

    private static Delivery delivery(String id) {
        return Delivery.of("hr", event(id, EventKind.ACCOUNT_CREATED, "ada"));
    }

    private Path log() {
        return folder.resolve("webhooks.log");
    }

    @Test
    void everyKindOfEventCanBeAskedFor() {
        assertThat(Arrays.stream(EventKind.values()).map(EventKind::type))
                .containsExactlyElementsOf(EventKind.types());
    }

    @Test
    void theWaitGrowsAndIsNeverTheSameForAll() {
        RetrySchedule schedule = RetrySchedule.standard();
        Random random = new Random(1);

        assertThat(schedule.milliseconds(1, random)).isBetween(2_500L, 5_000L);
        assertThat(schedule.milliseconds(4, random)).isBetween(67_500L, 135_000L);
        assertThat(schedule.milliseconds(12, random)).isBetween(10_800_000L, 21_600_000L);
    }

    private Webhook webhook(List<String> events) {
        return new Webhook(
                "hr",
                receiver.url(),
                new Secret("whsec_" + Base64.getEncoder().encodeToString(KEY)),
                events);
    }

    private String deploy(List<String> events) throws IOException {
        return deploy(events, Duration.ofSeconds(30));
    }

    private String deploy(List<String> events, Duration longestAnswer) throws IOException {
        WebhookVerticle.Settings settings =
                new WebhookVerticle.Settings(
                        new RetrySchedule(Duration.ofMillis(5), Duration.ofMillis(50), TRIES),
                        longestAnswer,
                        OutboundRoute.DIRECT,
                        Duration.ofMillis(50),
                        new Random(7),
                        () -> NOON,
                        metrics);
        return vertx.deployVerticle(
                        new WebhookVerticle(
                                List.of(webhook(events)), Outbox.open(folder), settings),
                        WebhookVerticle.deploymentOptions())
                .await();
    }

    private void publish(AccountEvent event) {
        bus.publish(event);
    }

    private static AccountEvent event(String id, EventKind kind, String username) {
        return new AccountEvent(
                id,
                kind,
                NOON,
                "command-" + id,
                "uid=" + username + ",ou=people",
                username,
                "google",
                "https://issuer.example",
                new Changes(List.of("mail"), List.of("staff"), List.of()));
    }

    private Receiver.Post next() {
        try {
            return receiver.next();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path dead() {
        return folder.resolve("webhooks-dead.jsonl");
    }
}
