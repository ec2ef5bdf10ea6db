/**
 * Connections to upstreams with HTTP/1.1 and HTTP/2, and the pool that keeps them.
 *
 * <p>It is a client of our own on Vert.x's TCP client and Netty's codec. That of Vert.x takes an
 * interim answer for the final one, gives a connection back to its pool with half a request on it,
 * passes unexpected bytes to the next request, and loses the end of an answer when the upstream
 * closes before a slow reader has read it.
 *
 * <p>Begin with {@link dev.vestibule.gateway.upstream.Upstreams}; one exchange is {@link
 * dev.vestibule.gateway.upstream.UpstreamConnection}; what belongs to which answer is {@link
 * dev.vestibule.gateway.upstream.AnswerDecoder}.
 *
 * <p>What carries an exchange is a {@code Carrier}: {@code Wire}, the socket of HTTP/1.1, or {@code
 * UpstreamStream}, one stream of a {@code SharedConnection} of HTTP/2. Both give messages of
 * HTTP/1.1, so that one set of rules holds for both.
 */
@NullMarked
package dev.vestibule.gateway.upstream;

import org.jspecify.annotations.NullMarked;
