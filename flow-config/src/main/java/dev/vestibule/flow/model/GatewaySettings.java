package dev.vestibule.flow.model;

import dev.vestibule.flow.address.CidrBlock;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The gateway's own settings.
 *
 * @param url public origin of the gateway's own pages, without path or trailing slash
 * @param management where health and metrics are served
 * @param trustedProxies peers whose X-Forwarded-* headers are believed
 */
public record GatewaySettings(
        URI url,
        ListenAddress listen,
        ListenAddress management,
        List<CidrBlock> trustedProxies,
        SessionLimits session) {
    public GatewaySettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** How long a session lives: without a request, and at most. */
    public record SessionLimits(Duration idle, Duration lifetime) {}
}
