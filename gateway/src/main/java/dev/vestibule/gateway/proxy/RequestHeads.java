package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.session.Admitted;
import dev.vestibule.gateway.upstream.RequestHead;
import dev.vestibule.gateway.upstream.RequestHead.Framing;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;

/** Writes the head that an upstream gets for a client's request. */
final class RequestHeads {
    private final IdentityHeaders headers;

    RequestHeads(IdentityHeaders headers) {
        this.headers = headers;
    }

    /**
     * The head of an admitted request.
     *
     * @throws HttpFailure when the identity does not fit into headers, or a WebSocket has a body
     */
    RequestHead of(RoutingContext ctx, boolean webSocket) {
        Admitted admitted = Admitted.of(ctx);
        RequestTarget target = RequestTarget.of(ctx);
        MultiMap fields = HttpHeaders.headers();
        headers.copy(ctx.request().headers(), fields);
        headers.forward(ClientAddress.of(ctx), target.authority(), fields);
        if (admitted.session() != null) {
            headers.identify(admitted.app(), admitted.session(), fields);
        }
        Framing framing = webSocket ? upgrade(ctx.request()) : framing(ctx.request());
        if (expects(ctx.request(), framing)) {
            fields.set(HttpHeaders.EXPECT, HttpHeaders.CONTINUE);
        }
        return new RequestHead(
                ctx.request().method().name(),
                prefix(admitted.app().upstream()) + target.uri(),
                target.authority(),
                fields,
                framing);
    }

    /** RFC 9110, section 10.1.1: the upstream permits the body, not the gateway. */
    private static boolean expects(HttpServerRequest request, Framing framing) {
        boolean body = framing instanceof Framing.Length || framing instanceof Framing.Chunked;
        return body && request.headers().contains(HttpHeaders.EXPECT);
    }

    private static Framing framing(HttpServerRequest request) {
        if (!Exchange.hasBody(request)) {
            return new Framing.None();
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? new Framing.Chunked() : new Framing.Length(length);
    }

    private static Framing upgrade(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || length != null && !length.equals("0")) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "WebSocket handshake with a body");
        }
        return new Framing.WebSocket();
    }

    /** An upstream may live under a path of its own. */
    private static String prefix(URI upstream) {
        String path = upstream.getRawPath();
        if (path == null) {
            return "";
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
