package dev.vestibule.gateway.proxy;

import java.time.Duration;

/**
 * How long the gateway waits for an upstream.
 *
 * @param connect for a connection, the wait for a free one among them
 * @param response for the head of the response, once the request is sent
 */
public record ProxyTimeouts(Duration connect, Duration response) {
    /** 5 seconds for a connection, 30 for a response. */
    public static final ProxyTimeouts STANDARD =
            new ProxyTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));
}
