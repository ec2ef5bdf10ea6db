package dev.vestibule.gateway.upstream;

import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * Hears of the answer to one request, on the event loop of the connection: permissions, the head,
 * pieces of the body, then the end. Instead of anything but the end it may hear that the answer is
 * broken; after either it hears nothing any more.
 */
public interface UpstreamAnswerHandler {
    /** The upstream asks for the body (RFC 9110, section 15.2.1). */
    void permitted();

    /** The final answer begins. */
    void head(AnswerHead head);

    /** A piece of the body. */
    void body(Buffer piece);

    /** Everything that has arrived by now was told. */
    void caughtUp();

    /** The answer was read whole. */
    void end(HttpHeaders trailers);

    /**
     * The upstream agrees to another protocol; the caller has the connection from now on.
     *
     * @param socket paused
     */
    void switched(AnswerHead head, NetSocket socket);

    /** The upstream takes no more of the request; an answer may still come. */
    void refusesBody();

    /** No whole answer comes; the connection is closed. */
    void broken(Throwable fault);
}
