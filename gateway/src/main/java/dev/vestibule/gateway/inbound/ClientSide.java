package dev.vestibule.gateway.inbound;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

import org.jspecify.annotations.Nullable;

/**
 * What a request came over: a connection of HTTP/1.1, which has one after the other, or a stream of
 * HTTP/2, which has one.
 */
sealed interface ClientSide permits ClientConnection, ClientStream {
    /** Where its channel has it. */
    AttributeKey<ClientSide> KEY = AttributeKey.valueOf(ClientSide.class, "client");

    /** The request that is served now. */
    void serves(HttpServerRequest request);

    /** Sets how long the exchange may be idle. */
    void allow(Patience patience);

    /**
     * The request is one of this client, which may be behind a proxy.
     *
     * @return false when its address has as much as one may
     */
    boolean countsFor(String client);

    /** That of a request; null when its server is not watched. */
    static @Nullable ClientSide of(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel().attr(KEY).get();
    }
}
