package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.AggregateLDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.GetEntryLDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ServerSet;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * A bounded pool of bound connections. It opens them when they are first needed and replaces broken
 * ones, so that the directory may stop and start at any time. Referrals are never followed: they
 * would carry the gateway's password to a server that is not configured.
 *
 * @param servers for connections beside the pool
 * @param users for connections that a user is bound on
 */
public record LdapConnections(LDAPConnectionPool pool, ServerSet servers, ServerSet users)
        implements AutoCloseable {
    private static final Duration HEALTH_CHECK_INTERVAL = Duration.ofSeconds(10);

    /**
     * Prepares the pool; connects to nothing yet.
     *
     * @throws IllegalArgumentException when the trusted certificates cannot be read
     */
    public static LdapConnections open(DirectoryConfig config) {
        return open(config, new BindIdentity.Gateway());
    }

    /** The same for another account. */
    public static LdapConnections open(DirectoryConfig config, BindIdentity identity) {
        return open(config, identity, InstantSource.system());
    }

    /** The same by another clock. */
    public static LdapConnections open(
            DirectoryConfig config, BindIdentity identity, InstantSource clock) {
        try {
            ServerSet servers = LdapServers.of(config, identity, clock);
            BindRequest bind = LdapServers.bind(config, identity);
            ServerSet users = LdapServers.of(config, new BindIdentity.Anonymous(), clock);
            return new LdapConnections(pool(servers, bind, config), servers, users);
        } catch (LDAPException e) {
            throw new IllegalStateException("A pool without connections cannot fail.", e);
        }
    }

    /** A bound connection beside the pool, for work that takes long; the caller closes it. */
    public LDAPConnection another() throws LDAPException {
        return servers.getConnection();
    }

    /** A connection for the bind of one user; the caller closes it. */
    public UserConnection user() throws LDAPException {
        return new UserConnection(users.getConnection());
    }

    @Override
    public void close() {
        pool.close();
    }

    private static LDAPConnectionPool pool(
            ServerSet servers, @Nullable BindRequest bind, DirectoryConfig config)
            throws LDAPException {
        LDAPConnectionPool pool =
                new LDAPConnectionPool(
                        servers,
                        bind,
                        0,
                        config.limits().poolSize(),
                        1,
                        null,
                        false,
                        healthCheck(config));
        pool.setConnectionPoolName("vestibule");
        // By default the pool opens connections without a bound when it is empty.
        pool.setCreateIfNecessary(false);
        pool.setMaxWaitTimeMillis(config.limits().poolWait().toMillis());
        pool.setMaxConnectionAgeMillis(config.limits().connectionAge().toMillis());
        pool.setCheckConnectionAgeOnRelease(true);
        pool.setHealthCheckIntervalMillis(
                LdapServers.shorter(HEALTH_CHECK_INTERVAL, config.limits().connectionAge())
                        .toMillis());
        // Safe for writes too: every add and every modification here is read and compared when the
        // server says that it was done already.
        pool.setRetryFailedOperationsDueToInvalidConnections(
                Set.of(
                        OperationType.SEARCH,
                        OperationType.COMPARE,
                        OperationType.ADD,
                        OperationType.MODIFY));
        return pool;
    }

    /**
     * In the background idle connections read an entry. The check that does so takes every broken
     * connection for a good one after an error, so that the usual check must run as well: it is
     * what makes the pool drop the connection and repeat the operation.
     */
    private static LDAPConnectionPoolHealthCheck healthCheck(DirectoryConfig config) {
        long longest = config.limits().responseTimeout().toMillis();
        String entry = config.peopleDn().toString();
        return new AggregateLDAPConnectionPoolHealthCheck(
                new LDAPConnectionPoolHealthCheck(),
                new GetEntryLDAPConnectionPoolHealthCheck(
                        entry, longest, false, false, false, false, true, false));
    }
}
