package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.proxy.RawClient;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whatever a stranger sends, it is the request that is wrong, and never the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileRequestsTest {
    static final String YAML =
            Yaml.STANDARD
                    + """
                      open:
                        match: { path: /open }
                        upstream: "@UPSTREAM@"
                        flow: staff
                        access: [{ public: '!("x" in request.params)' }]
                    """;

    private static final List<String> PATHS =
            List.of(
                    "/.vestibule/login",
                    "/.vestibule/login/key",
                    "/.vestibule/callback/alpha",
                    "/.vestibule/callback/none",
                    "/.vestibule/handoff",
                    "/.vestibule/whoami",
                    "/.vestibule/logout",
                    "/.vestibule/account",
                    "/.vestibule/jwks.json",
                    "/.vestibule/nothing",
                    "/open",
                    "/wiki");

    private static final List<String> QUERIES =
            List.of(
                    "state=%zz",
                    "state=%",
                    "%=1",
                    "state=%c0%af&code=%ff%fe",
                    "=x",
                    "&&=&",
                    "state",
                    "state=%00&code=%0d%0a",
                    "app=wiki&app=shop",
                    "app=wiki&return=%zz",
                    "app=%F0%9F%98%80&return=%2F%2Fevil",
                    "code=" + "a".repeat(7000),
                    "a=1&".repeat(2000));

    private static final List<String> FIELDS =
            List.of(
                    "Cookie: =; ;;,\\;__Host-vestibule-session",
                    "Cookie: __Host-vestibule-session==%zz\";__Host-vestibule-browser=\u00ff",
                    "Cookie: " + "a=b;".repeat(5000),
                    "Accept-Language: de;q=2,*;q=,,;=;x-\u00e9-----",
                    "Accept-Language: " + "a-".repeat(120),
                    "Accept: text/html;q=\u0080,,,;",
                    "X-Forwarded-For: ::::,%00,1.2.3.4.5",
                    "X-Forwarded-Host: [::1",
                    "Content-Type: ;;=",
                    "Sec-Fetch-Mode: \u00a0",
                    "Origin: ://[",
                    "Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Key: \u00ff",
                    "Expect: the unexpected",
                    "Connection: ,,;,host,content-length",
                    "TE: trailers\r\nTrailer: x");

    private static final List<String> FORMS =
            List.of(
                    "application/x-www-form-urlencoded|a=%zz&csrf=%",
                    "application/x-www-form-urlencoded|%=%&=&&&login",
                    "application/x-www-form-urlencoded|" + "a=1&".repeat(500),
                    "application/x-www-form-urlencoded|login=" + "a".repeat(12_000),
                    "application/x-www-form-urlencoded|login=" + "a".repeat(40_000),
                    "application/x-www-form-urlencoded; charset=none|login=a",
                    "multipart/form-data|--x",
                    "multipart/form-data; boundary=|--\r\n\r\n",
                    "multipart/form-data; boundary=x|--x\r\nContent-Disposition: form-data; name=\"\\\"\r\n\r\n--x--",
                    "multipart/form-data; boundary=x|--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\nf\r\n--x--\r\n",
                    "\u00ff/|{");

    private World world;

    @BeforeAll
    void start(@TempDir Path folder) {
        world = World.start(folder, YAML);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @MethodSource
    void aQueryIsReadOrRefused(String path, String query) throws IOException {
        assertThat(status("GET " + path + "?" + query, "", "")).isBetween(200, 499);
        assertThat(world.has("request failed kind=internal")).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void aFieldIsReadOrRefused(String path, String field) throws IOException {
        assertThat(status("GET " + path, field + "\r\n", "")).isBetween(101, 499);
        assertThat(world.has("request failed kind=internal")).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void aFormIsReadOrRefused(String path, String form) throws IOException {
        String type = form.substring(0, form.indexOf('|'));
        String body = form.substring(form.indexOf('|') + 1);
        String fields = "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, body.length());

        assertThat(status("POST " + path, fields, body)).isBetween(200, 499);
        assertThat(world.has("request failed kind=internal")).isFalse();
    }

    private int status(String line, String fields, String body) throws IOException {
        return RawClient.status(
                world.gateway().port(),
                "%s HTTP/1.1\r\nHost: localhost:18080\r\n%s%s\r\n%s"
                        .formatted(line, "Connection: close\r\n", fields, body));
    }

    static Stream<Arguments> aQueryIsReadOrRefused() {
        return each(PATHS, QUERIES);
    }

    static Stream<Arguments> aFieldIsReadOrRefused() {
        return each(List.of("/.vestibule/login?app=wiki", "/.vestibule/whoami", "/open"), FIELDS);
    }

    static Stream<Arguments> aFormIsReadOrRefused() {
        return each(
                List.of(
                        "/.vestibule/logout",
                        "/.vestibule/login/key",
                        "/.vestibule/callback/alpha",
                        "/.vestibule/callback/none",
                        "/.vestibule/account/links/add",
                        "/.vestibule/account/links/confirm"),
                FORMS);
    }

    private static Stream<Arguments> each(List<String> paths, List<String> others) {
        return paths.stream()
                .flatMap(path -> others.stream().map(other -> Arguments.of(path, other)));
    }
}
