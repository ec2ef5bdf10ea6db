package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.App.HeaderPreset;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.session.Session;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns a client's headers into those of an upstream request: everything that ends at the gateway
 * or carries an identity is removed first, from every sender and on every route; then the gateway
 * adds the identity.
 */
public final class IdentityHeaders {
    /** The most characters that an identity may take in one request. */
    private static final int LARGEST = 16 * 1024;

    private final String scheme;
    private final Assertions assertions;

    /**
     * @param scheme of the gateway's public origin, for X-Forwarded-Proto
     */
    public IdentityHeaders(String scheme, Assertions assertions) {
        this.scheme = scheme;
        this.assertions = assertions;
    }

    /** Says whose request it is at the level of the network. */
    void forward(String client, String host, MultiMap upstream) {
        upstream.set("X-Forwarded-For", client)
                .set("X-Forwarded-Host", host)
                .set("X-Forwarded-Proto", scheme);
    }

    /**
     * Copies what may pass from the client to the upstream.
     *
     * <p>Framing and Host are not copied: the caller sets what belongs to its own connection.
     */
    void copy(MultiMap client, MultiMap upstream) {
        Set<String> hopByHop = HeaderNames.hopByHop(client);
        for (Map.Entry<String, String> field : client) {
            String name = field.getKey();
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("cookie")) {
                cookies(field.getValue(), upstream);
            } else if (!hopByHop.contains(lower)
                    && !framing(lower)
                    && !HeaderNames.speaksForSomebody(name)) {
                upstream.add(name, field.getValue());
            }
        }
    }

    /**
     * Adds who is asking in every preset of the app, and as a signed assertion if it wants one.
     *
     * @throws HttpFailure when the identity is too large for headers
     */
    void identify(App app, Session session, MultiMap upstream) {
        IdentityValues values = session.values();
        String assertion = app.assertion() ? assertions.of(app, session) : null;
        if (size(values) * app.headers().size() + length(assertion) > LARGEST) {
            throw HttpFailure.of(FailureKind.IDENTITY_TOO_LARGE, "identity headers too large");
        }
        for (HeaderPreset preset : app.headers()) {
            switch (preset) {
                case X_FORWARDED -> family("X-Forwarded-", values, upstream);
                case X_AUTH_REQUEST -> family("X-Auth-Request-", values, upstream);
                case REMOTE -> remote(values, upstream);
            }
        }
        set(upstream, Assertions.HEADER, assertion);
    }

    private static void family(String prefix, IdentityValues values, MultiMap upstream) {
        upstream.set(prefix + "User", values.user());
        upstream.set(prefix + "Preferred-Username", values.user());
        set(upstream, prefix + "Email", values.email());
        upstream.set(prefix + "Groups", values.groups());
    }

    private static void remote(IdentityValues values, MultiMap upstream) {
        upstream.set("Remote-User", values.user());
        set(upstream, "Remote-Name", values.name());
        set(upstream, "Remote-Email", values.email());
        upstream.set("Remote-Groups", values.groups());
    }

    private static void set(MultiMap upstream, String name, @Nullable String value) {
        if (value != null) {
            upstream.set(name, value);
        }
    }

    private static int size(IdentityValues values) {
        return 2 * values.user().length()
                + values.groups().length()
                + length(values.email())
                + length(values.name());
    }

    private static int length(@Nullable String value) {
        return value == null ? 0 : value.length();
    }

    private static boolean framing(String name) {
        return switch (name) {
            case "host", "content-length", "expect" -> true;
            default -> false;
        };
    }

    private static void cookies(String field, MultiMap upstream) {
        String kept = Cookies.foreign(field);
        if (!kept.isEmpty()) {
            upstream.add(HttpHeaders.COOKIE, kept);
        }
    }
}
