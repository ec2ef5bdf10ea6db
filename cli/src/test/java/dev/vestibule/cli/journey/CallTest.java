package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decisions of another server: what it is asked, once, and what its answers and failures mean. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class CallTest {
    private static final String SESSION = "__Host-vestibule-session";
    private static final String REFUSED = "The risk is too high.";
    private static final String DENY =
            "{ deny: '" + REFUSED + "', when: 'steps.risk.answer.risk > 50' }";
    private static final String ANSWER = "answer: { risk: int, allow: bool }";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private DecisionServer server;

    @BeforeEach
    void listen(Vertx vertx) {
        server = DecisionServer.start(vertx).answering("{\"risk\": 12, \"allow\": true}");
    }

    @Test
    void theServerIsAskedWithTheBodyAndTheHeadersAndConditionsReadItsAnswer() {
        World world =
                world(
                        call(
                                "headers: { Authorization: '${env:CALL_TOKEN}' },"
                                        + " body: { user: account.username, address: request.ip,"
                                        + " groups: account.groups, verified: 'claims.sub == \"1\"',"
                                        + " phone: claims.phone, at: now, size: size(claims.sub) },"
                                        + ANSWER),
                        DENY);

        WebAnswer low = world.browser().open(World.WIKI + "/page");
        server.answering("{\"risk\": 51, \"allow\": true, \"more\": [{}]}");
        TestBrowser risky = world.browser();
        WebAnswer high = risky.open(World.WIKI);

        DecisionServer.Asked asked = server.asked.getFirst();
        assertThat(low.body()).startsWith("> GET /wiki/page\n");
        assertThat(high.status()).isEqualTo(403);
        assertThat(high.body()).contains(REFUSED);
        assertThat(risky.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.target()).isEqualTo("/decide?of=all");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer canary-call-token")
                .containsEntry("content-type", "application/json")
                .doesNotContainKeys("cookie", "x-forwarded-for");
        assertThat(asked.json().getMap())
                .containsEntry("user", "ada")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("verified", true)
                .containsEntry("size", 1)
                .containsEntry("phone", null)
                .containsKeys("groups", "at");
        assertThat(String.join("\n", world.log.lines())).doesNotContain("canary-call-token");
    }

    @Test
    void anAnswerIsUsedForTheWholeLoginAndTheSessionOnEveryNode() {
        String rule = "allow: 'steps.risk.answer.risk < 20 && steps.risk.answer.allow'";
        World world =
                worlds.start(
                        folder,
                        yaml(call(ANSWER), "{ notice: Welcome. }", DENY)
                                .replaceFirst("(?s)(wiki:.*?)allow: \"true\"", "$1" + rule));
        TestBrowser browser = world.browser();
        WebAnswer page = browser.open(World.WIKI + "/page");
        server.answering("{\"risk\": 99, \"allow\": false}");

        WebAnswer app = browser.follow(browser.post(page.action(), page.fields()));
        WebAnswer repeated = browser.follow(browser.post(page.action(), page.fields()));
        WebAnswer again = browser.at(world.portOfAnotherNode()).open(World.WIKI + "/other");

        assertThat(app.body()).startsWith("> GET /wiki/page\n");
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(again.body()).startsWith("> GET /wiki/other\n");
        assertThat(server.asked).hasSize(1);
    }

    /** The login waits on a page in front of the call, where forged answers come to. */
    @Test
    void answersThatTheLoginDoesNotWaitForCallNothing() {
        World world = world("{ notice: Welcome. }", call(ANSWER), DENY);
        TestBrowser browser = world.browser();
        TestBrowser other = world.browser();
        WebAnswer page = browser.open(World.WIKI);
        other.open(World.WIKI);

        browser.post(page.action(), Map.of());
        browser.post(page.action() + "x", page.fields());
        other.post(page.action(), page.fields());
        browser.get(page.action());
        assertThat(server.asked).isEmpty();
        browser.post(page.action(), page.fields());
        browser.post(page.action(), page.fields());

        assertThat(server.asked).hasSize(1);
    }

    @Test
    void everyFailedCallTakesTheStricterCase() {
        World world = world(call("timeout: 1s, " + ANSWER), DENY);
        Map<String, Handler<HttpServerResponse>> failures = new LinkedHashMap<>();
        failures.put("status", response -> response.setStatusCode(500).end("{\"risk\": 1}"));
        failures.put("redirect", r -> r.setStatusCode(307).putHeader("location", "/").end());
        failures.put("nothing", response -> response.setStatusCode(204).end());
        failures.put("slow", _ -> {});
        failures.put("half", r -> r.putHeader("content-length", "99").write("{\"risk\":"));
        failures.put("closed", HttpServerResponse::reset);
        failures.put("text", r -> r.putHeader("content-type", "text/html").end("{\"risk\": 1}"));
        for (String json :
                List.of(
                        "{\"allow\": true}",
                        "{\"risk\": \"1\", \"allow\": true}",
                        "{\"risk\": 1.0, \"allow\": true}",
                        "{\"risk\": null, \"allow\": true}",
                        "{\"risk\": 18446744073709551616, \"allow\": true}",
                        "{\"risk\": 1, \"risk\": 2, \"allow\": true}",
                        "{\"risk\": 1, \"allow\": true} 2",
                        "[1]",
                        "{",
                        "",
                        "{\"a\":".repeat(40) + "1" + "}".repeat(40),
                        "{\"risk\": 1, \"allow\": true, \"x\": \"" + "x".repeat(70_000) + "\"}")) {
            failures.put(
                    json.substring(0, Math.min(40, json.length())),
                    r -> r.putHeader("content-type", "application/json").end(json));
        }

        assertThat(failures)
                .allSatisfy((name, answer) -> {
                    server.answering(answer);
                    TestBrowser browser = world.browser();
                    assertThat(browser.open(World.WIKI).body()).contains(REFUSED);
                    assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
                });
        assertThat(world.has("event=call_failed flow=staff step=risk detail=\"")).isTrue();
        server.answering("{\"risk\": 1, \"allow\": true}");
        assertThat(world.browser().open(World.WIKI).body()).startsWith("> GET /wiki");
    }

    @Test
    void aServerThatIsNotTheOneOfTheCertificateIsNotBelieved(Vertx vertx) {
        server = DecisionServer.selfSigned(vertx).answering("{\"risk\": 1, \"allow\": true}");
        World world = world(call(ANSWER), DENY);

        assertThat(world.browser().open(World.WIKI).body()).contains(REFUSED);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aFailedCallRefusesTheLoginWhereTheStepSaysSo() {
        World world = world(call("on-error: deny, " + ANSWER));
        server.answering(response -> response.setStatusCode(503).end());
        TestBrowser browser = world.browser();

        WebAnswer refused = browser.open(World.WIKI);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("This sign-in cannot be decided right now");
        assertThat(browser.cookies("localhost")).doesNotContainKey(SESSION);
        assertThat(world.has("event=login outcome=call_failed")).isTrue();
    }

    @Test
    void aFailedCallHasTheValuesThatTheStepSays() {
        World world = world(call("on-error: { risk: 10, allow: true }, " + ANSWER), DENY);
        server.answering(response -> response.setStatusCode(503).end());

        assertThat(world.browser().open(World.WIKI).body()).startsWith("> GET /wiki");
    }

    @Test
    void aBodyThatCannotBeEvaluatedSendsNothing() {
        World world = world(call("body: { mail: 'account.groups[9]' }, " + ANSWER), DENY);

        assertThat(world.browser().open(World.WIKI).body()).contains(REFUSED);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aConditionThatFailsMakesTheCall() {
        World world = world(call(ANSWER).replace("{ id", "{ when: 'claims.no == 1', id"));

        world.browser().open(World.WIKI);

        assertThat(server.asked).hasSize(1);
    }

    @Test
    void whatUsersSendStaysInsideTheBody() {
        String hostile = "\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1\r\n\"}]</script>\u2028${env:X}\0";
        World world =
                world(
                        call(
                                "body: { name: claims.nick, agent: request.user_agent,"
                                        + " query: request.path }, "
                                        + ANSWER));
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada", "nick", hostile));

        WebAnswer app = world.browser().open(World.WIKI);

        DecisionServer.Asked asked = server.asked.getFirst();
        assertThat(app.status()).isEqualTo(200);
        assertThat(server.asked).hasSize(1);
        assertThat(asked.target()).isEqualTo("/decide?of=all");
        assertThat(asked.headers()).doesNotContainKey("x-evil");
        assertThat(asked.json().getString("name")).isEqualTo(hostile);
    }

    @Test
    void aRuleThatLacksTheAnswerLeadsToOneSignInAndNotRoundForEver() {
        String rule =
                "allow: 'steps.risk.answer.risk < 20 && fresh(steps.first, \"5m\")', else: staff";
        World world =
                worlds.start(
                        folder,
                        yaml(call(ANSWER))
                                .replaceFirst("(?s)(wiki:.*?)allow: \"true\"", "$1" + rule));
        server.answering(response -> response.setStatusCode(503).end());
        TestBrowser browser = world.browser();

        WebAnswer refused = browser.open(World.WIKI);
        int asked = world.provider.requests(Endpoint.AUTHORIZE);
        WebAnswer again = browser.open(World.WIKI + "/page");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(again.status()).isEqualTo(403);
        assertThat(asked).isEqualTo(2);
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(2);

        world.clock.advance(Duration.ofMinutes(2));
        assertThat(browser.open(World.WIKI).status()).isEqualTo(403);
        assertThat(world.provider.requests(Endpoint.AUTHORIZE)).isEqualTo(3);
    }

    @Test
    void aServerIsToldWithoutAnAnswerAndWithGet() {
        World world = world(call("method: GET"));
        server.answering(response -> response.end("OK"));

        assertThat(world.browser().open(World.WIKI).body()).startsWith("> GET /wiki");
        assertThat(server.asked.getFirst().method()).isEqualTo("GET");
        assertThat(server.asked.getFirst().body()).isEmpty();
    }

    private String call(String keys) {
        return "{ id: risk, call: { url: '%s', %s } }".formatted(server.url(), keys);
    }

    private World world(String... steps) {
        return worlds.start(folder, yaml(steps));
    }

    private static String yaml(String... steps) {
        StringBuilder flow =
                new StringBuilder(
                        "staff:\n    steps:\n      - id: first\n        authenticate: [alpha]\n");
        for (String step : steps) {
            flow.append("      - ").append(step).append('\n');
        }
        return Yaml.STANDARD.replace(
                "staff:\n    steps:\n      - id: first\n        authenticate: [alpha]\n",
                flow.toString());
    }
}
