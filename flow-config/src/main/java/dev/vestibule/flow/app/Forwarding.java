package dev.vestibule.flow.app;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a request and of its answer is changed on the way.
 *
 * @param paths which paths are passed on, and in which form
 * @param stripPrefix whether the upstream gets the path without that of the app
 * @param host the {@code Host} that the upstream gets
 * @param setHeaders further header fields, by their names
 * @param rewriteLocation whether redirects to the upstream lead to the app
 * @param maxBody the longest body of a request in bytes; null for any
 * @param keepPosts the longest form in bytes that is kept while its user signs in; null for none
 * @param upstreams the servers of the app; empty where there is one
 */
public record Forwarding(
        Paths paths,
        boolean stripPrefix,
        Host host,
        Map<String, Secret> setHeaders,
        boolean rewriteLocation,
        @Nullable Long maxBody,
        @Nullable Long keepPosts,
        List<URI> upstreams) {
    /** Everything as it comes, but for ambiguous paths. */
    public static final Forwarding STANDARD =
            new Forwarding(Paths.STRICT, false, Host.KEEP, Map.of(), true, null);

    static final Section<Forwarding> SECTION =
            Section.of(
                            Written.class,
                            Map.of(
                                    "set-headers", FixedHeaders.TYPE,
                                    "max-body", Types.SIZE,
                                    "keep-posts", Types.SIZE,
                                    "upstreams", Types.listOf(UrlTypes.UPSTREAM)))
                    .to(Forwarding::of);

    /** One server, and no form is kept. */
    public Forwarding(
            Paths paths,
            boolean stripPrefix,
            Host host,
            Map<String, Secret> setHeaders,
            boolean rewriteLocation,
            @Nullable Long maxBody) {
        this(paths, stripPrefix, host, setHeaders, rewriteLocation, maxBody, null, List.of());
    }

    public Forwarding {
        upstreams = List.copyOf(upstreams);
        setHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(setHeaders));
    }

    @KeyTable(
            """
            What is changed between the client and the application.
            | paths | `strict` | `strict` refuses paths that servers read in different ways; `as-is`
              passes encoded slashes, `;` and `//` on as they came.
            | strip-prefix | `false` | whether the application gets the path without `match.path`; it
              finds that in `X-Forwarded-Prefix`.
            | host | `keep` | the `Host` that the application gets: `keep` for the one that the client
              named, `upstream` for that of `upstream`.
            | set-headers | none | further headers for the application, each with a fixed value; those
              of a client with such a name are removed.
            | rewrite-location | `true` | whether `Location` and `Content-Location` with the address of
              `upstream` lead to the app.
            | upstreams | one, `upstream` | in place of `upstream`: several servers of one application,
              which get requests in turn; one that cannot be reached is left out for 10 seconds.
            | max-body | any size | the longest body of a request; a longer one gets 413.
            | keep-posts | none is kept | the longest form, at most `1MB`, that is kept while its user
              signs in, to be sent again then, see [apps.md](apps.md#forms-that-survive-a-sign-in).
            """)
    private record Written(
            Paths paths,
            boolean stripPrefix,
            Host host,
            boolean rewriteLocation,
            @Nullable Long maxBody,
            @Nullable Long keepPosts,
            List<URI> upstreams) {}

    private static Forwarding of(Written keys, Fields fields) {
        return new Forwarding(
                keys.paths(),
                keys.stripPrefix(),
                keys.host(),
                fields.get("set-headers", FixedHeaders.TYPE),
                keys.rewriteLocation(),
                keys.maxBody(),
                keys.keepPosts(),
                keys.upstreams());
    }

    /** Which paths are passed on. */
    public enum Paths {
        /** Those that every server reads alike, normalised. */
        STRICT,
        /** Also those with encoded slashes, parameters and empty segments, byte for byte. */
        AS_IS
    }

    /** The host that a request to the upstream names. */
    public enum Host {
        KEEP,
        UPSTREAM
    }
}
