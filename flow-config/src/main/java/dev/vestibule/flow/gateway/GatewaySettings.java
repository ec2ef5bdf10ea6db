package dev.vestibule.flow.gateway;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The gateway's own settings.
 *
 * @param url public origin of the gateway's own pages, without path or trailing slash
 * @param management where health and metrics are served
 * @param trustedProxies peers whose X-Forwarded-* headers are trusted
 * @param loginStarts logins that one client may begin
 * @param limits what all clients together, and those of one address, may take
 * @param webSockets how many may be open at once
 * @param protection limits for guesses of passwords and codes
 * @param keys what the gateway encrypts with, the newest first; empty where it makes its own
 * @param data folder for what the gateway has to keep over a restart; null when it keeps nothing
 * @param audit null when no audit log is written
 */
public record GatewaySettings(
        URI url,
        ListenAddress listen,
        ListenAddress management,
        List<CidrBlock> trustedProxies,
        SessionLimits session,
        Rate loginStarts,
        WebSocketLimits webSockets,
        Limits limits,
        Protection protection,
        List<Secret> keys,
        @Nullable Path data,
        @Nullable Audit audit) {
    public GatewaySettings {
        trustedProxies = List.copyOf(trustedProxies);
        keys = List.copyOf(keys);
    }

    /**
     * The audit log of provisioning.
     *
     * @param size bytes after which a new file is begun
     * @param keep how many full files are kept
     */
    public record Audit(Path file, long size, int keep) {}

    /**
     * So much in a time.
     *
     * @param most above zero
     */
    public record Rate(int most, Duration period) {}

    /**
     * How many wrong passwords and codes are taken.
     *
     * @param attempts for one account and kind, until it is locked
     * @param lock how long it is locked then, and how long wrong answers are remembered
     * @param perAddress from one client address, over all accounts
     */
    public record Protection(int attempts, Duration lock, int perAddress) {}

    /**
     * How many connections clients may have open.
     *
     * @param connections of all clients; 0 for as many as fit into the process
     * @param perAddress of one client address; 0 for a quarter of all
     */
    public record Limits(int connections, int perAddress) {}

    /**
     * WebSockets that are open at once.
     *
     * @param perSession the most of one session, above zero
     * @param perAddress the most of one client address, above zero
     */
    public record WebSocketLimits(int perSession, int perAddress) {}

    /** How long a session lives: without a request, and at most. */
    public record SessionLimits(Duration idle, Duration lifetime) {}
}
