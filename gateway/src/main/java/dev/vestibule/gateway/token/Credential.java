package dev.vestibule.gateway.token;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a program sends to prove who it acts for. Its text form hides it.
 *
 * @param bearer whether it is a bearer token (RFC 6750, section 2.1), and not the password of HTTP
 *     Basic (RFC 7617)
 */
record Credential(String token, boolean bearer) {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /**
     * The credential of a request. Null when there is none, or more than one field, which servers
     * read differently.
     */
    static @Nullable Credential of(HttpServerRequest request) {
        List<String> fields = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.size() != 1) {
            return null;
        }
        String field = fields.getFirst();
        if (isBearer(field)) {
            return new Credential(field.substring(BEARER.length()).strip(), true);
        }
        return begins(field, BASIC) ? password(field.substring(BASIC.length()).strip()) : null;
    }

    /** Whether one of several fields is a bearer token. */
    static boolean isAmbiguous(HttpServerRequest request) {
        List<String> fields = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return fields.size() > 1 && fields.stream().anyMatch(Credential::isBearer);
    }

    private static boolean isBearer(String field) {
        return begins(field, BEARER);
    }

    private static boolean begins(String field, String scheme) {
        return field.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static @Nullable Credential password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : new Credential(pair.substring(colon + 1), false);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
