package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.EchoUpstream;
import dev.vestibule.gateway.testing.TestAuthority;
import dev.vestibule.gateway.testing.TestAuthority.Wish;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Programs sign in by certificates, which a proxy asks for; the test is the proxy. */
@Timeout(240)
@ExtendWith(VertxExtension.class)
final class ClientCertificateJourneyTest {
    private static final String API = World.GATEWAY + "/api";
    private static final String HEADER = "Client-Cert";
    private static final String APPS =
            """
              api:
                match: { path: /api }
                upstream: "@UPSTREAM@"
                flow: staff
                access:
                  - public: request.path == "/api/public"
                  - allow: request.path == "/api/mail" && "ada@example.org" in claims.emails
                  - allow: request.path == "/api/fresh" && fresh(steps.first, "5m")
                    else: staff
                  - allow: request.path == "/api" && "engineering" in account.groups
                identity: { headers: [x-forwarded, { X-Certificate: claims.fingerprint }] }
                tokens: { personal: true, certificates: { ca: clients.pem, username: claims.common_name } }
              mailed:
                match: { path: /mailed }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: true }]
                tokens: { certificates: { ca: clients.pem, username: "claims.emails[0].split('@')[0]" } }
            """;
    private static final String TRUSTED = "gateway:\n  trusted-proxies: [%s]\n";

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;
    private TestAuthority root;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        world = start(folder, "127.0.0.1");
    }

    private World start(Path place, String trusted) throws IOException, GeneralSecurityException {
        String yaml = Yaml.STANDARD.replace("gateway:\n", TRUSTED.formatted(trusted)) + APPS;
        World started = worlds.start(place, yaml);
        root = TestAuthority.root("CN=Root,O=Example", started.clock.instant());
        Files.writeString(
                started.folder.resolve("clients.pem"), TestAuthority.pem(root.certificate()));
        started.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", List.of("engineering")));
        started.browser().open(World.WIKI);
        return started;
    }

    @Test
    void aProgramGetsTheAccountThatItsCertificateNames() throws GeneralSecurityException {
        for (String certificate : List.of(bytes(ada()), TestAuthority.escaped(root.sign(ada())))) {
            WebAnswer answer = program(certificate).get(API + "?a=b");

            assertThat(answer.body()).startsWith("> GET /api?a=b\n");
            assertThat(answer.received("x-forwarded-user")).isEqualTo("ada");
            assertThat(answer.received("x-forwarded-groups")).isEqualTo("engineering");
            assertThat(answer.received("x-certificate")).matches("[0-9a-f]{64}");
            assertThat(answer.body()).doesNotContainIgnoringCase("client-cert");
        }
    }

    @Test
    void theRulesOfTheApplicationApplyAndReadTheCertificate() throws GeneralSecurityException {
        Wish mailed = ada().with(TestAuthority.names(1, "ada@example.org"));

        assertThat(program(bytes(mailed)).get(API + "/mail").status()).isEqualTo(200);
        assertThat(program(bytes(mailed)).get(World.GATEWAY + "/mailed").status()).isEqualTo(200);
        assertThat(program(bytes(ada())).get(API + "/mail").status()).isEqualTo(403);
        assertThat(program(bytes(ada())).get(API + "/other").status()).isEqualTo(403);
        assertThat(program(bytes(ada())).get(API + "/fresh").status()).isEqualTo(401);
        WebAnswer unnamed = program(bytes(ada())).get(World.GATEWAY + "/mailed");
        assertThat(unnamed.status()).isEqualTo(401);
        assertThat(unnamed.challenges())
                .containsExactly(
                        "ClientCertificate realm=\"mailed\", error=\"invalid_certificate\"");
    }

    @Test
    void whatDoesNotHoldIsRefusedWithoutARedirectAlsoOnPublicPaths()
            throws GeneralSecurityException {
        var now = world.clock.instant();
        Wish ended = ada().valid(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)));
        TestAuthority other = TestAuthority.root("CN=Root,O=Example", now);
        for (String certificate :
                List.of(
                        "x",
                        ":AAAA:",
                        ":" + "A".repeat(6000) + ":",
                        bytes(ended),
                        bytes(ada().plain()),
                        TestAuthority.bytes(other.sign(ada())),
                        TestAuthority.bytes(root.certificate()),
                        bytes(Wish.client("CN=ada,CN=root", now)),
                        bytes(Wish.client("O=Example", now)))) {
            for (String path : List.of("", "/public")) {
                WebAnswer answer = program(certificate).with("Accept", "text/html").get(API + path);
                assertThat(answer.status()).as(certificate).isEqualTo(401);
                assertThat(answer.challenges())
                        .containsExactly(
                                "ClientCertificate realm=\"api\", error=\"invalid_certificate\"");
            }
        }
        assertThat(world.upstream.hits()).isEqualTo(1);
        assertThat(world.logged("request failed kind=token_refused")).contains("app=api");
    }

    @Test
    void anAccountThatIsNotThereIsNotMadeAndNoOtherOneIsTaken() throws GeneralSecurityException {
        for (String name : List.of("grace", "*", "ad*", "ada)(uid=*", "uid=ada,ou=people")) {
            String subject = "CN=\"" + name + "\",O=Example";
            int status =
                    program(bytes(Wish.client(subject, world.clock.instant()))).get(API).status();
            assertThat(status).as(name).isEqualTo(403);
        }
        assertThat(world.logged("request failed kind=account_required"))
                .contains("no account has the username");
    }

    @Test
    void aCertificateFromAnyOtherPeerIsNoneAndReachesNoUpstream()
            throws IOException, GeneralSecurityException {
        World open = start(folder.resolve("open"), "192.0.2.1");
        TestBrowser program = TestBrowser.of(open.client, open.gateway().port());
        String sent = bytes(ada());

        WebAnswer refused = program.with("Accept", "*/*").with(HEADER, sent).get(API);
        WebAnswer shown = program.with("Client-Cert-Chain", sent).get(API + "/public");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.challenges()).contains("ClientCertificate realm=\"api\"");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).doesNotContainIgnoringCase("cert");
    }

    @Test
    void otherSpellingsAndSeveralFieldsAdmitNoOne() throws IOException, GeneralSecurityException {
        String sent = bytes(ada());
        for (String name :
                List.of("Client_Cert", "client.cert", "Client-Cert-Chain", "CLIENT_CERT")) {
            assertThat(raw("GET /api", name + ": " + sent)).startsWith("HTTP/1.1 401");
            assertThat(raw("GET /api/public", name + ": " + sent))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain(sent.substring(1, 60));
        }
        assertThat(raw("GET /api", HEADER + ": " + sent, "client-cert: x"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("GET /api", HEADER + ": " + sent + ", " + sent)).startsWith("HTTP/1.1 401");
        assertThat(raw("GET /api", HEADER + ": " + sent, "Connection: client-cert"))
                .doesNotContain(sent.substring(1, 60));
    }

    @Test
    void aBrowserSignsInByTheFlowAndATokenGoesBeforeACertificate() throws GeneralSecurityException {
        String sent = bytes(ada());

        WebAnswer page =
                world.browser()
                        .with(HEADER, sent)
                        .with("Sec-Fetch-Mode", "navigate")
                        .with("Accept", "text/html")
                        .get(API);
        WebAnswer token = program(sent).with("Authorization", "Bearer vst_x.y").get(API);
        WebAnswer foreign = program(sent).with("Authorization", "Basic YTpi").get(API);

        assertThat(page.redirects()).isTrue();
        assertThat(token.status()).isEqualTo(401);
        assertThat(token.challenges()).contains("Bearer realm=\"api\", error=\"invalid_token\"");
        assertThat(foreign.received("x-forwarded-user")).isEqualTo("ada");
    }

    @Test
    void aCertificateIsReadOfTheAppThatTakesItOnly() throws GeneralSecurityException {
        WebAnswer wiki = program(bytes(ada())).get(World.WIKI);

        assertThat(wiki.status()).isEqualTo(401);
        assertThat(wiki.challenges()).containsExactly("Bearer");
    }

    @Test
    void itEndsWithItsTimeItsAccountAndItsAuthority() throws Exception {
        var now = world.clock.instant();
        String brief = bytes(ada().valid(now.minusSeconds(60), now.plusSeconds(5)));
        String sent = bytes(ada());
        assertThat(program(brief).get(API).status()).isEqualTo(200);
        assertThat(program(sent).get(API).status()).isEqualTo(200);

        world.clock.advance(Duration.ofSeconds(10));
        assertThat(program(brief).get(API).status()).isEqualTo(401);

        TestAuthority next = TestAuthority.root("CN=Root,O=Example", now);
        Files.writeString(
                world.folder.resolve("clients.pem"), TestAuthority.pem(next.certificate()));
        world.clock.advance(Duration.ofSeconds(31));
        assertThat(program(sent).get(API).status()).isEqualTo(401);
        String fresh = TestAuthority.bytes(next.sign(ada()));
        assertThat(program(fresh).get(API).status()).isEqualTo(200);

        world.directory.set("ada", "vestibuleDisabled", "TRUE");
        world.clock.advance(Duration.ofSeconds(31));
        assertThat(program(fresh).get(API).status()).isEqualTo(401);

        Files.delete(world.folder.resolve("clients.pem"));
        world.clock.advance(Duration.ofSeconds(31));
        assertThat(program(fresh).get(API).status()).isEqualTo(500);
    }

    @Test
    void manyAtOnceAreOneLookUp() throws GeneralSecurityException {
        String sent = bytes(ada());

        List<Integer> answers =
                IntStream.range(0, 30)
                        .parallel()
                        .mapToObj(_ -> program(sent).get(API).status())
                        .toList();

        assertThat(answers).containsOnly(200);
    }

    @Test
    void anOpenWebSocketEndsWithItsCertificate(Vertx vertx) throws Exception {
        EchoUpstream chat = EchoUpstream.start(vertx, request -> request.toWebSocket());
        world.write(
                "vestibule.yaml",
                Yaml.STANDARD.replace("gateway:\n", TRUSTED.formatted("127.0.0.1"))
                        + APPS.replaceFirst(
                                "upstream: \"@UPSTREAM@\"",
                                "upstream: \"http://127.0.0.1:" + chat.port() + "\""));
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);
        try (Socket socket =
                open(
                        "GET /api",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        HEADER + ": " + bytes(ada()))) {
            assertThat(socket.getInputStream().readNBytes(12))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("HTTP/1.1 101");
            world.clock.advance(Duration.ofDays(2));

            socket.getInputStream().readAllBytes();
        }
    }

    private Wish ada() {
        return Wish.client("CN=ada,O=Example", world.clock.instant());
    }

    private String bytes(Wish wish) throws GeneralSecurityException {
        return TestAuthority.bytes(root.sign(wish));
    }

    private TestBrowser program(String certificate) {
        return world.browser().with("Accept", "*/*").with(HEADER, certificate);
    }

    private Socket open(String request, String... fields) throws IOException {
        Socket socket = new Socket("127.0.0.1", world.gateway().port());
        String head =
                request + " HTTP/1.1\r\nHost: localhost:18080\r\n" + String.join("\r\n", fields);
        socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String raw(String request, String... fields) throws IOException {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("Connection: close");
        try (Socket socket = open(request, all.toArray(String[]::new))) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
