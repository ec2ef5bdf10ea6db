/**
 * HTTP/1.1 connections to upstreams, and the pool that keeps them.
 *
 * <p>It is a client of our own on Vert.x's TCP client and Netty's codec. That of Vert.x takes an
 * interim answer for the final one, gives a connection back to its pool with half a request on it,
 * passes unexpected bytes to the next request, and loses the end of an answer when the upstream
 * closes before a slow reader has read it.
 *
 * <p>Begin with {@link dev.vestibule.gateway.upstream.Upstreams}; one exchange is {@link
 * dev.vestibule.gateway.upstream.UpstreamConnection}; what belongs to which answer is {@link
 * dev.vestibule.gateway.upstream.AnswerDecoder}.
 */
@NullMarked
package dev.vestibule.gateway.upstream;

import org.jspecify.annotations.NullMarked;
