package dev.vestibule.provisioning.ldap;

import java.time.Duration;

/**
 * How much is asked of the directory at once, and how long its answers may take.
 *
 * @param poolSize connections, each carrying one operation at a time
 * @param maxInFlight commands that may be under way; the next one is refused at once
 * @param connectTimeout for opening one connection
 * @param responseTimeout for one operation
 * @param poolWait how long an operation may wait for a free connection
 * @param commandTimeout after which a command is answered as unavailable, whatever it waits for
 * @param connectionAge after which a connection is replaced, so that load spreads over servers
 */
public record DirectoryLimits(
        int poolSize,
        int maxInFlight,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration poolWait,
        Duration commandTimeout,
        Duration connectionAge) {

    /** Refuses what could never work. */
    public DirectoryLimits {
        if (poolSize < 1 || maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "The directory needs at least one connection and one command in flight.");
        }
    }

    /** Fits a directory in the same building. */
    public static DirectoryLimits defaults() {
        return of(16);
    }

    /** The same with another number of connections. */
    public static DirectoryLimits of(int poolSize) {
        return new DirectoryLimits(
                poolSize,
                512,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(8),
                Duration.ofMinutes(30));
    }
}
