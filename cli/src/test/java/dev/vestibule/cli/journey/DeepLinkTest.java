package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Links into an app end exactly where they point, whoever opens them. */
final class DeepLinkTest {
    private static final Pattern ADDRESS = Pattern.compile("http://([^:/]+):(\\d+)(/.*)");
    private static final String SHOP = "http://shop.localhost:" + TestBrowser.PUBLIC_PORT;
    private static final int LONGEST = 8192;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private final Map<String, Map<String, String>> cookies = new HashMap<>();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    static Stream<String> links() {
        return Stream.of(
                "?path=C:\\Users\\ada",
                "?\\\\host\\share",
                "?q=\"quoted\"|pipe|<tag>`{a}[b]^'",
                "?q=a%20b+c%2Bd&e=f%26g",
                "?q=%C3%A4%E2%82%AC&q=%5C%2F%0A",
                "?q=100%&r=%zz&s=%",
                "?a=1&a=2&=x&&b",
                "?url=https://elsewhere.example/?x=1&return=//elsewhere.example",
                "?",
                "??a=b?c",
                "/page%20one/a|b[c]{d}^e",
                "?app=other&binding=x&to=y",
                "?" + random("abcdefghij0123456789%2&=", 300),
                "?q=" + random("abcdefghij0123456789", 400),
                "?q=" + "a".repeat(3000),
                longest("?q="),
                "/" + random("abcdef0123456789", 4000) + "?q=" + random("xyz\\|\"%", 3000));
    }

    @ParameterizedTest
    @MethodSource("links")
    void aStrangerEndsThereAfterTheLogin(String link) {
        String[] end = end(World.WIKI + link);

        assertThat(end).containsExactly("200", "> GET /wiki" + link);
    }

    @ParameterizedTest
    @MethodSource("links")
    void aStrangerEndsThereOnAnotherHost(String link) {
        String path = link.startsWith("/") ? link : "/" + link;
        String[] end = end(SHOP + path);

        assertThat(end).containsExactly("200", "> GET " + path);
    }

    @ParameterizedTest
    @MethodSource("links")
    void aSessionEndsThereOnBothHosts(String link) {
        end(World.WIKI);
        String path = link.startsWith("/") ? link : "/" + link;

        assertThat(end(World.WIKI + link)).containsExactly("200", "> GET /wiki" + link);
        assertThat(end(SHOP + path)).containsExactly("200", "> GET " + path);
        assertThat(end(SHOP + path)).containsExactly("200", "> GET " + path);
    }

    @Test
    void aLoginThatIsAskedForWithALongPathEndsThere() {
        String path = "/" + random("abcdef", 3000);
        String asked = "/.vestibule/login?app=%s&return=%s";

        assertThat(end(World.GATEWAY + asked.formatted("wiki", "/wiki" + path)))
                .containsExactly("200", "> GET /wiki" + path);
        cookies.clear();
        assertThat(end(World.GATEWAY + asked.formatted("shop", path)))
                .containsExactly("200", "> GET " + path);
        cookies.clear();
        assertThat(end(SHOP + asked.formatted("shop", path)))
                .containsExactly("200", "> GET " + path);
    }

    @Test
    void aLongLinkMakesNoRedirectOfTheLoginLong() {
        String start = SHOP + "/" + longest("?q=");
        String address = start;
        int hops = 0;
        for (HttpClientResponse answer = get(start); answer.getHeader("Location") != null; hops++) {
            address = absolute(address, answer.getHeader("Location"));
            assertThat(address.length() < 1024 || address.equals(start)).as(address).isTrue();
            answer = get(address);
        }
        assertThat(hops).isGreaterThan(3);
        assertThat(address).isEqualTo(start);
    }

    @Test
    void aNameThatStandsForAPathIsWorthNothingOnAnotherHost() {
        String address = "/.vestibule/back?to=%s&return=%%2Fstart";
        String login = get(SHOP + "/?q=" + "a".repeat(3000)).getHeader("Location");
        Matcher name = Pattern.compile("to%3D([A-Za-z0-9_-]{43})").matcher(login);
        assertThat(name.find()).isTrue();

        String here = get(SHOP + address.formatted(name.group(1))).getHeader("Location");
        String elsewhere =
                get(World.GATEWAY + address.formatted(name.group(1))).getHeader("Location");

        assertThat(here).isEqualTo("/?q=" + "a".repeat(3000));
        assertThat(elsewhere).isEqualTo("/start");
    }

    @Test
    void aLateNameLeadsToTheStartOfTheApp() {
        String back = "/.vestibule/back?to=unknown&return=";

        assertThat(get(SHOP + back + "/start").getHeader("Location")).isEqualTo("/start");
        assertThat(get(SHOP + back + "//evil.example").getHeader("Location")).isEqualTo("/");
        assertThat(get(SHOP + back + "/%5Cevil.example").getHeader("Location")).isEqualTo("/");
        assertThat(get(SHOP + back + "https://evil.example").getHeader("Location")).isEqualTo("/");
        assertThat(get(SHOP + "/.vestibule/back?to=%zz").statusCode()).isIn(303, 400);
    }

    @Test
    void aBindingOfAnotherFormIsRefused() {
        String login = World.GATEWAY + "/.vestibule/login?app=shop&binding=";

        assertThat(get(login + "b".repeat(44)).statusCode()).isEqualTo(400);
        assertThat(get(login + "b".repeat(42) + ".").statusCode()).isEqualTo(400);
        assertThat(get(login).statusCode()).isEqualTo(400);
        assertThat(get(login + "b".repeat(43)).statusCode()).isEqualTo(303);
    }

    /** Status and first line of the body where the redirects end, followed byte for byte. */
    private String[] end(String start) {
        String address = start;
        for (int hop = 0; hop < 14; hop++) {
            HttpClientResponse answer = get(address);
            String location = answer.getHeader("Location");
            if (location == null) {
                String body = answer.body().await().toString();
                return new String[] {
                    Integer.toString(answer.statusCode()), body.lines().findFirst().orElse("")
                };
            }
            address = absolute(address, location);
        }
        throw new AssertionError("a loop of redirects at " + address);
    }

    private static String absolute(String base, String location) {
        return location.startsWith("/")
                ? base.replaceFirst("(http://[^/]*)/.*", "$1") + location
                : location;
    }

    private HttpClientResponse get(String address) {
        Matcher parts = ADDRESS.matcher(address);
        assertThat(parts.matches()).as(address).isTrue();
        int port = Integer.parseInt(parts.group(2));
        int real = port == TestBrowser.PUBLIC_PORT ? world.gateway().port() : port;
        Map<String, String> jar = cookies.computeIfAbsent(parts.group(1), _ -> new HashMap<>());
        RequestOptions options =
                new RequestOptions()
                        .setHost(parts.group(1))
                        .setPort(port)
                        .setServer(SocketAddress.inetSocketAddress(real, "127.0.0.1"))
                        .setURI(parts.group(3))
                        .putHeader("Accept", "text/html");
        jar.forEach((name, value) -> options.addHeader("Cookie", name + "=" + value));
        HttpClientResponse answer =
                world.client
                        .request(options)
                        .compose(request -> request.send().compose(DeepLinkTest::whole))
                        .await();
        for (String cookie : answer.cookies()) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            jar.put(pair[0], pair[1]);
            jar.values().remove("");
        }
        return answer;
    }

    private static Future<HttpClientResponse> whole(HttpClientResponse response) {
        return response.body().map(response);
    }

    private static String longest(String start) {
        return start + random("abcdefABCDEF0123456789-_.~!*'()", LONGEST - 5 - start.length());
    }

    private static String random(String alphabet, int length) {
        SplittableRandom random = new SplittableRandom(length);
        StringBuilder text = new StringBuilder(length);
        IntStream.range(0, length)
                .forEach(_ -> text.append(alphabet.charAt(random.nextInt(alphabet.length()))));
        return text.toString();
    }
}
