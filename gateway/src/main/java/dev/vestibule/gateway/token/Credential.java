package dev.vestibule.gateway.token;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a program sends to prove who it acts for. Its text form hides it.
 *
 * @param token as the request has it
 */
record Credential(String token, Form form) {
    private static final String CERTIFICATE = "Client-Cert";
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
            return new Credential(field.substring(BEARER.length()).strip(), Form.BEARER);
        }
        return begins(field, BASIC) ? password(field.substring(BASIC.length()).strip()) : null;
    }

    /**
     * The certificate that a trusted proxy says the client has shown to it. Everyone knows the
     * certificates of others, so that one from any other peer is none; nor is that of a browser,
     * which sends it with the requests of every page.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when there are several
     */
    static @Nullable Credential certificate(RoutingContext ctx) {
        MultiMap headers = ctx.request().headers();
        List<String> fields = headers.getAll(CERTIFICATE);
        if (fields.isEmpty() || !ClientAddress.sentByProxy(ctx) || ofBrowser(headers)) {
            return null;
        }
        if (fields.size() > 1) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "more than one client certificate");
        }
        return new Credential(fields.getFirst(), Form.CERTIFICATE);
    }

    private static boolean ofBrowser(MultiMap headers) {
        return headers.contains("Sec-Fetch-Site") || headers.contains("Sec-Fetch-Mode");
    }

    /** How it is sent. */
    enum Form {
        /** A bearer token (RFC 6750, section 2.1). */
        BEARER,
        /** The password of HTTP Basic (RFC 7617). */
        PASSWORD,
        /** A certificate that a proxy has asked for (RFC 9440). */
        CERTIFICATE
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
            return colon < 0 ? null : new Credential(pair.substring(colon + 1), Form.PASSWORD);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
