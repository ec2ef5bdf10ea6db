package dev.vestibule.gateway.upstream;

import java.time.Duration;

/**
 * What one event loop opens to one upstream.
 *
 * @param requests connections for requests without a body
 * @param uploads connections for requests with a body
 * @param upgrades connections for WebSockets and other upgrades
 * @param waiting the most that wait for a connection of one kind; what comes then is refused
 * @param connect how long to wait for a connection, a free place included
 * @param idle how long an unused connection is kept
 */
public record PoolLimits(
        int requests, int uploads, int upgrades, int waiting, Duration connect, Duration idle) {

    /** The same with this time for a connection. */
    PoolLimits within(Duration other) {
        return new PoolLimits(requests, uploads, upgrades, waiting, other, idle);
    }

    int of(Use use) {
        return switch (use) {
            case REQUEST -> requests;
            case UPLOAD -> uploads;
            case UPGRADE -> upgrades;
        };
    }
}
