package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.EXTERNALBindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.net.SocketFactory;
import javax.net.ssl.X509TrustManager;

/** The servers of a directory: in which order they are tried, and how each is reached. */
final class LdapServers {
    /** How long connections to another than the preferred server live. */
    private static final Duration FAILBACK = Duration.ofSeconds(30);

    /** The library wants one; a socket of the file system has none. */
    private static final int LOCAL_PORT = 389;

    private LdapServers() {}

    /**
     * The first server that accepts the bind. Those that failed a moment ago come last: when all
     * have, each is tried. A server that accepts connections and then says nothing has failed too,
     * so a bind is part of a connection.
     */
    static ServerSet of(DirectoryConfig config, BindIdentity identity, InstantSource clock) {
        BindRequest bind = bind(config, identity);
        var socket = identity.socket();
        if (socket != null) {
            return new SingleServerSet(
                    "localhost",
                    LOCAL_PORT,
                    new UnconnectedSocketFactory(() -> new LocalSocket(socket)),
                    options(config),
                    bind,
                    null);
        }
        Duration failback = shorter(FAILBACK, config.limits().connectionAge());
        var all = config.urls().stream().map(url -> server(url, config, bind)).toList();
        if (all.size() == 1) {
            return all.getFirst();
        }
        Duration rest = failback.dividedBy(3);
        var rested = all.stream().map(each -> new CooldownServerSet(each, rest, clock));
        var servers = new FailoverServerSet(Stream.concat(rested, all.stream()).toList());
        servers.setMaxFailoverConnectionAgeMillis(failback.toMillis());
        return servers;
    }

    private static ServerSet server(URI url, DirectoryConfig config, @Nullable BindRequest bind) {
        var address = DirectoryConfig.address(url);
        return new SingleServerSet(
                Objects.requireNonNull(address.getHost()),
                address.getPort(),
                "ldaps".equals(url.getScheme()) ? tls(config) : SocketFactory.getDefault(),
                options(config),
                bind,
                bind == null ? new Answering() : null);
    }

    /** What is sent first; null for a connection without an account. */
    static @Nullable BindRequest bind(DirectoryConfig config, BindIdentity identity) {
        return switch (identity) {
            case BindIdentity.Gateway() -> bind(config.login());
            case BindIdentity.Account(var login, _) -> bind(login);
            // Empty and not absent: without an initial response OpenLDAP asks for one.
            case BindIdentity.LocalUser _ -> new EXTERNALBindRequest("");
            case BindIdentity.Anonymous() -> null;
        };
    }

    private static BindRequest bind(DirectoryConfig.Login login) {
        return new SimpleBindRequest(login.dn(), login.password().reveal());
    }

    /** Where no bind shows that the server answers, reading the root entry does. */
    private static final class Answering implements PostConnectProcessor {
        @Override
        public void processPreAuthenticatedConnection(LDAPConnection connection)
                throws LDAPException {
            try {
                connection.getEntry("", SearchRequest.NO_ATTRIBUTES);
            } catch (LDAPException refused) {
                if (ResultCodes.unavailable(refused)) {
                    throw refused;
                }
            }
        }

        @Override
        public void processPostAuthenticatedConnection(LDAPConnection connection) {}
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static LDAPConnectionOptions options(DirectoryConfig config) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setConnectTimeoutMillis(
                Math.toIntExact(config.limits().connectTimeout().toMillis()));
        options.setResponseTimeoutMillis(config.limits().responseTimeout().toMillis());
        // Wildcards, but no common name beside alternative names (RFC 9525, section 6.3). The
        // library exempts numeric loopback addresses.
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true, false));
        return options;
    }

    /**
     * With a time limit for each message of the handshake: the library limits the connection before
     * it and the answers after it, but not the handshake.
     */
    private static SocketFactory tls(DirectoryConfig config) {
        int timeout = Math.toIntExact(config.limits().connectTimeout().toMillis());
        try {
            SocketFactory sockets = new SSLUtil(trust(config)).createSSLSocketFactory();
            return new UnconnectedSocketFactory(() -> {
                var socket = sockets.createSocket();
                socket.setSoTimeout(timeout);
                return socket;
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The certificates that the directory is checked with cannot be used: "
                            + config.trustedCertificates(),
                    e);
        }
    }

    private static X509TrustManager trust(DirectoryConfig config) throws KeyStoreException {
        var certificates = config.trustedCertificates();
        return certificates == null
                ? JVMDefaultTrustManager.getInstance()
                : new PEMFileTrustManager(certificates.toFile());
    }

    /**
     * A server that is left alone for a while after no connection to it could be had, so that not
     * every new connection waits in vain for one that swallows packets.
     */
    static final class CooldownServerSet extends ServerSet {
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
}
