package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server that is left alone for a while after no connection to it could be had, so that not every
 * new connection waits in vain for one that swallows packets.
 */
final class CooldownServerSet extends ServerSet {
    private final ServerSet server;
    private final Duration rest;
    private final InstantSource clock;
    private final AtomicReference<Instant> usableFrom = new AtomicReference<>(Instant.MIN);

    CooldownServerSet(ServerSet server, Duration rest, InstantSource clock) {
        this.server = server;
        this.rest = rest;
        this.clock = clock;
    }

    @Override
    public boolean includesAuthentication() {
        return server.includesAuthentication();
    }

    @Override
    public boolean includesPostConnectProcessing() {
        return server.includesPostConnectProcessing();
    }

    @Override
    public LDAPConnection getConnection() throws LDAPException {
        return getConnection(null);
    }

    @Override
    public LDAPConnection getConnection(@Nullable LDAPConnectionPoolHealthCheck healthCheck)
            throws LDAPException {
        if (clock.instant().isBefore(usableFrom.get())) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "the server failed a moment ago");
        }
        try {
            return server.getConnection(healthCheck);
        } catch (LDAPException e) {
            usableFrom.set(clock.instant().plus(rest));
            throw e;
        }
    }
}
