/**
 * From an authorised request to the upstream and back.
 *
 * <p>The gate hands requests to {@link dev.vestibule.gateway.proxy.ProxyHandler}; begin reading
 * there. {@link dev.vestibule.gateway.proxy.RequestHeads} writes the upstream's head, {@link
 * dev.vestibule.gateway.proxy.Exchange} carries both bodies, {@code Reply} writes the client's
 * answer, and {@link dev.vestibule.gateway.proxy.WebSocketRelay} joins sockets.
 *
 * <p>It is a proxy of our own. The ready-made one skips its interceptors on WebSocket upgrades,
 * passes on fields that end at one hop or are named in Connection, appends to what the client says
 * about itself, never tells a timeout from another fault and relays WebSockets without
 * back-pressure.
 */
@NullMarked
package dev.vestibule.gateway.proxy;

import org.jspecify.annotations.NullMarked;
