package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which protocol a connection may switch to (RFC 9110, section 7.8). A request that asks for any
 * other is passed on without the question, so that it gets an ordinary answer.
 */
final class ProtocolUpgrade {
    private static final String WEBSOCKET = "websocket";

    private ProtocolUpgrade() {}

    /**
     * The protocol, written as the app's list has it; null for none. Exactly one has to be asked
     * for: of several, the gateway and the upstream could mean different ones.
     *
     * @param further protocols that the app has beside WebSocket
     */
    static @Nullable String of(HttpServerRequest request, List<String> further) {
        MultiMap fields = request.headers();
        List<String> asked = fields.getAll(HttpHeaders.UPGRADE);
        if (asked.size() != 1 || request.version() != HttpVersion.HTTP_1_1 || !names(fields)) {
            return null;
        }
        String name = asked.getFirst().strip();
        if (name.equalsIgnoreCase(WEBSOCKET)) {
            return request.method() == HttpMethod.GET ? WEBSOCKET : null;
        }
        boolean usual = request.method() == HttpMethod.GET || request.method() == HttpMethod.POST;
        return usual && !fields.contains(HttpHeaders.EXPECT) ? listed(name, further) : null;
    }

    private static @Nullable String listed(String name, List<String> further) {
        for (String each : further) {
            if (each.equalsIgnoreCase(name)) {
                return each;
            }
        }
        return null;
    }

    /** Whether Connection has the word, without which Upgrade is of another connection. */
    private static boolean names(MultiMap fields) {
        for (String field : fields.getAll(HttpHeaders.CONNECTION)) {
            for (String word : field.split(",", -1)) {
                if (word.strip().equalsIgnoreCase("upgrade")) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The length of the body in front of the other protocol; null for no body.
     *
     * @throws HttpFailure when it has none, or for the body of a WebSocket, which has no meaning
     */
    static @Nullable String body(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean none = length == null || length.equals("0");
        boolean webSocket = WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || webSocket && !none) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "an upgrade with such a body");
        }
        return none ? null : length;
    }

    /** Answers 101 with the fields of the response; then the connection is the caller's. */
    static Future<NetSocket> agree(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            return request.toNetSocket();
        }
        // Vert.x switches behind GET only.
        Http1xServerConnection client = (Http1xServerConnection) request.connection();
        client.write(
                new DefaultHttpResponse(
                        io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        (io.netty.handler.codec.http.HttpHeaders) request.response().headers()),
                false);
        return client.netSocket();
    }
}
