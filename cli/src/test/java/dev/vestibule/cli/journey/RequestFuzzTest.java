package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Heads and queries by chance, against a running gateway: it answers or refuses, with no fault of
 * its own; nothing of what was sent stays behind.
 */
final class RequestFuzzTest {
    private static final Pattern FAULT = Pattern.compile("(?m)^HTTP/1\\.1 5");
    private static final String HONEST =
            "GET /open HTTP/1.1\r\nHost: localhost:18080\r\nConnection: close\r\n\r\n";

    /** How long an answer is waited for that may not come, as to a head that is not complete. */
    private static final int PATIENCE_MILLIS = 200;

    private static final int TRIES = 50;

    /**
     * Requests at once. An incomplete one is waited for, so that many of them take as long as one.
     */
    private static final int LEAST = 12;

    private static final int MOST = 36;

    private static World world;

    @BeforeContainer
    static void start() throws IOException {
        Path folder = Files.createTempDirectory("vestibule-fuzz");
        world = World.start(folder, HostileRequestsTest.YAML);
    }

    @AfterContainer
    static void stop() {
        world.close();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void anyHeadIsAnsweredOrRefused(@ForAll("heads") List<String> heads) throws IOException {
        survives(heads);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void anyQueryIsAnsweredOrRefused(@ForAll("targets") List<String> targets) throws IOException {
        survives(targets.stream().map(target -> HONEST.replace("/open", target)).toList());
    }

    @Example
    void aClientThatGoesBeforeItsBodyIsNoFaultOfTheGateway() throws IOException {
        survives(
                List.of(
                        "GET /.vestibule/logout HTTP/1.1\r\nHost: localhost:18080\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"));
    }

    private void survives(List<String> requests) throws IOException {
        List<Socket> clients = requests.stream().map(RequestFuzzTest::sent).toList();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (int each = 0; each < clients.size(); each++) {
            try (Socket client = clients.get(each)) {
                assertThat(answer(client, millisUntil(end)))
                        .as(requests.get(each))
                        .doesNotContainPattern(FAULT);
            }
        }
        assertThat(answer(sent(HONEST), 20_000)).startsWith("HTTP/1.1 200");
        world.eventually(() -> world.metric("vestibule_connections") == 0);
        assertThat(world.metric("vestibule_inbound_heads")).isZero();
        assertThat(world.metric("vestibule_inbound_bodies")).isZero();
        assertThat(world.metric("vestibule_failures_total{kind=\"internal\"}")).isZero();
        assertThat(world.metric("vestibule_failures_total{kind=\"upstream_unavailable\"}"))
                .isZero();
    }

    /** All were sent at once, so all have had their time when the first has. */
    private static int millisUntil(long end) {
        return Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }

    private static Socket sent(String request) {
        try {
            Socket client = new Socket("127.0.0.1", world.gateway().port());
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            return client;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String answer(Socket client, int patience) throws IOException {
        StringBuilder all = new StringBuilder();
        client.setSoTimeout(patience);
        byte[] bytes = new byte[16_384];
        try {
            for (int read = 0; read >= 0; read = client.getInputStream().read(bytes)) {
                all.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException | SocketException nothingMore) {
            return all.toString();
        }
        return all.toString();
    }

    @Provide
    Arbitrary<List<String>> heads() {
        Arbitrary<String> lines =
                Combinators.combine(name(), value()).as((name, value) -> name + value + "\r\n");
        Arbitrary<String> line =
                Combinators.combine(
                                Arbitraries.of(
                                        "GET",
                                        "POST",
                                        "HEAD",
                                        "PUT",
                                        "OPTIONS",
                                        "TRACE",
                                        "CONNECT",
                                        "get",
                                        "G\u0000T",
                                        "",
                                        "PRI",
                                        "\u00ff"),
                                target(),
                                Arbitraries.of(
                                        " HTTP/1.1",
                                        " HTTP/1.0",
                                        " HTTP/2.0",
                                        " HTTP/0.9",
                                        "",
                                        " ",
                                        " HTTP/1.1 x",
                                        "\tHTTP/1.1"))
                        .as((method, target, version) -> method + " " + target + version + "\r\n");
        Arbitrary<String> end = Arbitraries.of("\r\n", "\r\n", "\r\n", "\n", "\r\nrest", "");
        return Combinators.combine(line, lines.list().ofMaxSize(8), end)
                .as((first, fields, last) -> first + String.join("", fields) + last)
                .list()
                .ofMinSize(LEAST)
                .ofMaxSize(MOST);
    }

    @Provide
    Arbitrary<List<String>> targets() {
        return target().list().ofMinSize(LEAST).ofMaxSize(MOST);
    }

    private static Arbitrary<String> target() {
        Arbitrary<String> path =
                Arbitraries.of(
                        "/open",
                        "/wiki",
                        "/.vestibule/login",
                        "/.vestibule/callback/alpha",
                        "/.vestibule/handoff",
                        "/.vestibule/whoami",
                        "/.vestibule/logout",
                        "*",
                        "http://localhost:18080/open",
                        "http://[",
                        "//",
                        "/a/../b",
                        "/%2e%2e/");
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "a",
                        "=",
                        "&",
                        "%",
                        "%zz",
                        "%00",
                        "%c0%af",
                        "%ff",
                        "+",
                        ";",
                        "state",
                        "code",
                        "app=wiki",
                        "return=/",
                        "/",
                        "?",
                        "%2",
                        "\u0080",
                        "\\",
                        "[",
                        "%u0041",
                        "\"");
        return Combinators.combine(path, pieces.list().ofMaxSize(10), Arbitraries.of("?", "/", ""))
                .as((start, rest, joint) -> start + joint + String.join("", rest));
    }

    private static Arbitrary<String> name() {
        return Arbitraries.of(
                "Host: localhost:18080",
                "Host: ",
                "Cookie: ",
                "Content-Length: ",
                "Transfer-Encoding: ",
                "Connection: ",
                "Upgrade: ",
                "Accept-Language: ",
                "Accept: ",
                "Content-Type: ",
                "Expect: ",
                "X-Forwarded-For: ",
                "Origin: ",
                ": ",
                " ",
                "a b: ",
                "Sec-Fetch-Mode: ",
                "Range: ",
                "\u0000: ");
    }

    private static Arbitrary<String> value() {
        Arbitrary<String> known =
                Arbitraries.of(
                        "",
                        "0",
                        "5",
                        "-1",
                        "99999999999999999999",
                        "chunked",
                        "identity",
                        "close",
                        "keep-alive",
                        "websocket",
                        "Upgrade",
                        "100-continue",
                        "localhost",
                        "[::1]",
                        "__Host-vestibule-session=x",
                        "=;;",
                        "de,en;q=0.5",
                        "text/html",
                        "bytes=0-",
                        "multipart/form-data; boundary=",
                        "a\rb",
                        "\u00ff\u0080",
                        "\t",
                        "::1, x");
        Arbitrary<String> any =
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(12);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, known), net.jqwik.api.Tuple.of(1, any));
    }
}
