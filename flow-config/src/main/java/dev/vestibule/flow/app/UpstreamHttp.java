package dev.vestibule.flow.app;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the gateway speaks to the servers of an app.
 *
 * @param httpVersion that requests are sent with
 * @param upgrades names of protocols beside WebSocket that a connection may switch to
 * @param health null where they are not asked whether they are well
 */
@KeyTable(
        """
        How the gateway speaks to the application.
        | http-version | `1.1` | the version of HTTP for requests to the application: `"2"` by ALPN for
          `https`, with prior knowledge (h2c) for `http`. WebSockets and `upgrades` use 1.1.
        | upgrades | WebSockets only | further protocols that clients may switch to with `Upgrade`, by
          name: `tcp`, for example.
        | health | no checks | regular requests to each server, so that one that does not answer gets
          no others.
        """)
public record UpstreamHttp(Version httpVersion, List<String> upgrades, @Nullable Health health) {
    /** HTTP/1.1 with WebSockets, and no checks. */
    public static final UpstreamHttp STANDARD = new UpstreamHttp(Version.HTTP_1_1, List.of(), null);

    /** RFC 9110, section 7.8: a name, and a version where it has one. */
    private static final Pattern PROTOCOL =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,60}(/[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20})?");

    private static final ScalarType<String> UPGRADE =
            new ScalarType<>(
                    "a protocol as Upgrade names it, for example tcp or SPDY/3.1",
                    "?",
                    text -> protocol(text));

    static final Section<UpstreamHttp> SECTION =
            Section.of(
                    UpstreamHttp.class,
                    Map.of(
                            "http-version",
                            Types.choice(Map.of("1.1", Version.HTTP_1_1, "2", Version.HTTP_2)),
                            "upgrades",
                            Types.listOf(UPGRADE),
                            "health",
                            Health.SECTION));

    public UpstreamHttp {
        upgrades = List.copyOf(upgrades);
    }

    /** A version of HTTP. */
    public enum Version {
        HTTP_1_1,
        HTTP_2
    }

    /** Whether many requests share a connection. */
    public boolean multiplexed() {
        return httpVersion == Version.HTTP_2;
    }

    private static String protocol(String text) throws InvalidValue {
        unless(
                PROTOCOL.matcher(text).matches(),
                "which is no name of a protocol",
                "Write the name that the client sends in Upgrade, one for each protocol.");
        String name = text.toLowerCase(Locale.ROOT).split("/", 2)[0];
        unless(
                !name.equals("websocket"),
                "which always passes",
                "Remove it: WebSockets need no key.");
        unless(
                !List.of("h2", "h2c", "http", "tls").contains(name),
                "which hides further requests: no access rule would see them",
                "Remove it: clients go on with HTTP/1.1 by themselves.");
        return text;
    }
}
