package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.WhoAmIExtendedOperationHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;

import dev.vestibule.ldap.BaseTree;
import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;
import dev.vestibule.provisioning.file.RecordLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

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
                var hasher = new PasswordHasher(config.passwordIterations(), new SecureRandom());
                Startup startup = new Startup(config, schema, hasher);
                return new EmbeddedDirectory(listen(config, startup.handler(log, stored)), log);
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
        var reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
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

    /** Builds the directory's parts from its settings and fills it with what was stored. */
    private record Startup(
            EmbeddedDirectoryConfig config, EmbeddedSchema schema, PasswordHasher hasher) {
        private static final List<String> INDEXED =
                List.of(
                        "uid",
                        "mail",
                        "entryUUID",
                        MembershipFilters.NAME,
                        SchemaNames.FEDERATED_IDENTITY,
                        SchemaNames.USERNAME);

        /**
         * The handler of all connections, over the stored entries and the base tree.
         *
         * @param stored what the log led to
         */
        ConnectionHandler handler(ChangeLog log, Replay stored) throws LDAPException {
            DN gateway = new DN(config.gateway().dn(), schema.schema());
            InMemoryRequestHandler memory = new InMemoryRequestHandler(memoryConfig());
            var content = new DirectoryContent(memory, schema, hasher, stored.memberships(), log);
            load(content, stored);
            memory.setAuthenticatedDN(gateway);
            addTree(content, memory);
            memory.setAuthenticatedDN(DN.NULL_DN);
            var configured = new HashMap<DN, String>();
            var login = config.reader();
            DN reader = login == null ? null : new DN(login.dn(), schema.schema());
            if (login != null) {
                configured.put(reader, login.password());
            }
            // Put last: where both have one name, the gateway keeps its password.
            configured.put(gateway, config.gateway().password());
            return new ConnectionHandler(
                    content,
                    new AccessRules(gateway, reader, schema.secret()),
                    new SimpleBinds(configured, hasher),
                    memory);
        }

        private InMemoryDirectoryServerConfig memoryConfig() throws LDAPException {
            InMemoryDirectoryServerConfig memory =
                    new InMemoryDirectoryServerConfig(
                            new DN(config.containers().baseDn(), schema.schema()));
            memory.setSchema(schema.schema());
            memory.setEqualityIndexAttributes(INDEXED);
            memory.getSASLBindHandlers().clear();
            memory.getExtendedOperationHandlers().clear();
            memory.addExtendedOperationHandler(new WhoAmIExtendedOperationHandler());
            memory.setCustomRootDSEAttributes(
                    List.of(new Attribute("supportedControl", PermittedControls.all())));
            memory.setVendorName("Vestibule");
            return memory;
        }

        private void load(DirectoryContent content, Replay stored) {
            try {
                content.load(stored.entries());
            } catch (LDAPException e) {
                throw new EmbeddedDirectoryException(
                        Reason.DATA_BROKEN,
                        "The data folder %s holds an entry that does not fit the tree %s (%s); choose another folder or the tree that it was made for."
                                .formatted(
                                        config.data(),
                                        config.containers().baseDn(),
                                        e.getMessage()),
                        e);
            }
        }

        private void addTree(DirectoryContent content, InMemoryRequestHandler memory)
                throws LDAPException {
            var places = config.containers();
            var usual = BaseTree.of(places.baseDn(), places.people(), places.groups());
            List<String> containers = new ArrayList<>(usual.containers());
            containers.addAll(places.otherPeople());
            for (String lines : new BaseTree(usual.base(), containers).toLdif().split("\n\n")) {
                AddRequest entry = entry(lines);
                if (memory.getEntry(entry.getDN()) == null) {
                    WriteOperation add =
                            new WriteOperation(1, new AddRequestProtocolOp(entry), List.of());
                    var result = ConnectionHandler.result(content.write(add, memory));
                    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                        throw new LDAPException(result);
                    }
                }
            }
        }

        private static AddRequest entry(String lines) {
            try {
                return new AddRequest(lines.lines().toArray(String[]::new));
            } catch (LDIFException e) {
                throw new IllegalStateException("The base tree cannot be read.", e);
            }
        }
    }
}
