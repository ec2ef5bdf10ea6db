package dev.vestibule.gateway.inbound;

import java.time.Duration;

/**
 * How long the gateway waits for a client outside of an exchange.
 *
 * @param head for the head of a request from its first byte, and for a first byte at all on a new
 *     connection
 * @param kept for the next request on a connection; when most connections are in use, as short as
 *     {@code head}
 * @param ending for a client to read its last answer, while what it still sends is thrown away
 * @param look how often the deadlines are looked at
 */
public record Deadlines(Duration head, Duration kept, Duration ending, Duration look) {
    /** 15 seconds, 5 minutes, 2 seconds, every second. */
    public static final Deadlines STANDARD =
            new Deadlines(
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1));
}
