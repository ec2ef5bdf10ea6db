/**
 * From an authorised request to the upstream and back.
 *
 * <p>It is a proxy of our own on Vert.x's HTTP client. The ready-made one skips its interceptors on
 * WebSocket upgrades, passes on fields that end at one hop or are named in Connection, appends to
 * what the client says about itself, never tells a timeout from another fault and relays WebSockets
 * without back-pressure.
 */
@NullMarked
package dev.vestibule.gateway.proxy;

import org.jspecify.annotations.NullMarked;
