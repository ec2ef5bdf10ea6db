package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;
import dev.vestibule.provisioning.file.RecordLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;

/**
 * A directory inside the process, served over LDAP like any other. What it has confirmed survives
 * the end of the process when it has a data folder.
 */
public final class EmbeddedDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDirectory.class);
    private static final int MOST_CONNECTIONS = 1_000;

    private final LDAPListener listener;
    private final ChangeLog log;

    private EmbeddedDirectory(LDAPListener listener, ChangeLog log) {
        this.listener = listener;
        this.log = log;
    }

    /**
     * Reads the data folder, creates the base tree where it is absent, and listens. Blocks until
     * clients can connect.
     *
     * @throws EmbeddedDirectoryException when it cannot start; the message is one sentence
     */
    public static EmbeddedDirectory start(EmbeddedDirectoryConfig config) {
        return start(config, settings());
    }

    /** A damaged record would leave out a change that later ones build on. */
    static RecordLog.Settings settings() {
        return RecordLog.Settings.standard(false, LOG::warn, LOG::error);
    }

    static EmbeddedDirectory start(EmbeddedDirectoryConfig config, RecordLog.Settings settings) {
        try {
            EmbeddedSchema schema = EmbeddedSchema.load();
            Replay stored = new Replay(schema.schema());
            ChangeLog log = ChangeLog.open(config.data(), settings, stored);
            try {
                ConnectionHandler handler = new Startup(config, schema).handler(log, stored);
                return new EmbeddedDirectory(listen(config, handler), log);
            } catch (LDAPException | RuntimeException e) {
                log.close();
                throw e;
            }
        } catch (LDAPException | IllegalArgumentException e) {
            throw new EmbeddedDirectoryException(
                    Reason.SETTINGS_INVALID,
                    "The embedded directory's settings make no sense: " + e.getMessage(),
                    e);
        }
    }

    private static LDAPListener listen(EmbeddedDirectoryConfig config, ConnectionHandler handler) {
        LDAPListenerConfig settings = new LDAPListenerConfig(config.listen().port(), handler);
        settings.setMaxConnections(MOST_CONNECTIONS);
        // The listener copies its settings: an address that is set later would be ignored.
        LDAPListener listener;
        try {
            settings.setListenAddress(InetAddress.getByName(config.listen().host()));
            listener = new LDAPListener(settings);
            listener.startListening();
        } catch (IOException e) {
            throw new EmbeddedDirectoryException(
                    Reason.ADDRESS_UNUSABLE,
                    "The embedded directory cannot listen on %s (%s); stop what uses it or choose another address."
                            .formatted(
                                    address(config.listen().host(), config.listen().port()),
                                    e.getMessage()),
                    e);
        }
        LOG.info(
                "embedded-directory=started address={} data={}",
                address(config.listen().host(), listener.getListenPort()),
                config.data());
        return listener;
    }

    /** Where clients of this machine find it. */
    public String ldapUrl() {
        InetAddress address = requireNonNull(listener.getListenAddress(), "closed");
        InetAddress reachable =
                address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return "ldap://" + address(reachable.getHostAddress(), port());
    }

    /** The port, also when the system chose it. */
    public int port() {
        return listener.getListenPort();
    }

    /** Ends every connection and gives the data folder back. What was confirmed is on the disk. */
    @Override
    public void close() {
        listener.shutDown(true);
        log.close();
    }

    private static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
