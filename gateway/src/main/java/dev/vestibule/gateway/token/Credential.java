package dev.vestibule.gateway.token;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What a program sends to prove who it acts for. */
final class Credential {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private Credential() {}

    /**
     * The token of a request: a bearer token (RFC 6750, section 2.1), or the password of HTTP Basic
     * (RFC 7617). Null when there is none, or more than one field, which servers read differently.
     */
    static @Nullable String of(HttpServerRequest request) {
        List<String> fields = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.size() != 1) {
            return null;
        }
        String field = fields.getFirst();
        if (begins(field, BEARER)) {
            return field.substring(BEARER.length()).strip();
        }
        return begins(field, BASIC) ? password(field.substring(BASIC.length()).strip()) : null;
    }

    private static boolean begins(String field, String scheme) {
        return field.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static @Nullable String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
