package dev.vestibule.gateway.inbound;

import java.time.Duration;

/**
 * How long an exchange may be idle.
 *
 * @param idle without a byte in either direction
 * @param upload how long a request body may stay below {@value Motion.Pace#MINIMUM} bytes a second
 */
public record Patience(Duration idle, Duration upload) {
    /** 5 minutes, and 30 seconds. */
    public static final Patience STANDARD =
            new Patience(Duration.ofMinutes(5), Duration.ofSeconds(30));
}
