package dev.vestibule.provisioning.testing;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.BaseTree;
import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** UnboundID's server without any uniqueness rule: what holds here, the DN alone protects. */
public final class InMemoryDirectory implements TestDirectory {
    private static final String BIND_DN = "cn=vestibule,ou=services," + BASE;
    private static final String PASSWORD = "gateway-password";

    private final InMemoryDirectoryServer server;
    private final LDAPConnectionPool administrator;

    private InMemoryDirectory(InMemoryDirectoryServer server) throws LDAPException {
        this.server = server;
        administrator = server.getConnectionPool(4);
    }

    /** Starts a server on a port that the system chooses. */
    public static InMemoryDirectory start() {
        try {
            return start(
                    InMemoryListenerConfig.createLDAPConfig(
                            "ldap", InetAddress.getLoopbackAddress(), 0, null));
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a server whose answers something else may give. */
    public static InMemoryDirectory start(InMemoryOperationInterceptor answers) {
        try {
            InMemoryListenerConfig listener =
                    InMemoryListenerConfig.createLDAPConfig(
                            "ldap", InetAddress.getLoopbackAddress(), 0, null);
            return new InMemoryDirectory(started(listener, answers));
        } catch (LDAPException | LDIFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a server with so many ports, all of whose operations pass the interceptor. */
    static InMemoryDirectory start(InMemoryOperationInterceptor interceptor, int ports) {
        try {
            return new InMemoryDirectory(
                    started(
                            0,
                            IntStream.range(0, ports)
                                    .mapToObj(InMemoryDirectory::listener)
                                    .toList(),
                            interceptor));
        } catch (LDAPException | LDIFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InMemoryListenerConfig listener(int number) {
        try {
            return InMemoryListenerConfig.createLDAPConfig(
                    Integer.toString(number), InetAddress.getLoopbackAddress(), 0, null);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of several ports, counted from 0. */
    int port(int number) {
        return server.getListenPort(Integer.toString(number));
    }

    /** Starts a server that returns so many entries at most. */
    static InMemoryDirectory startLimited(int entries) {
        try {
            return new InMemoryDirectory(
                    started(
                            entries,
                            List.of(
                                    InMemoryListenerConfig.createLDAPConfig(
                                            "ldap", InetAddress.getLoopbackAddress(), 0, null))));
        } catch (LDAPException | LDIFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a server that listens in another way. */
    public static InMemoryDirectory start(InMemoryListenerConfig listener) {
        try {
            return new InMemoryDirectory(started(listener));
        } catch (LDAPException | LDIFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A started server with the schema and the base tree. */
    static InMemoryDirectoryServer started(
            InMemoryListenerConfig listener, InMemoryOperationInterceptor... interceptors)
            throws LDAPException, LDIFException, IOException {
        return started(0, List.of(listener), interceptors);
    }

    private static InMemoryDirectoryServer started(
            int entries,
            List<InMemoryListenerConfig> listeners,
            InMemoryOperationInterceptor... interceptors)
            throws LDAPException, LDIFException, IOException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(
                Schema.mergeSchemas(
                        Schema.getDefaultStandardSchema(),
                        new Schema(groups()),
                        requireNonNull(
                                Schema.getSchema(
                                        stream(SchemaLdif.forServer(SchemaForm.SUBSCHEMA))))));
        config.addAdditionalBindCredentials(BIND_DN, PASSWORD);
        config.setListenerConfigs(listeners);
        config.setMaxSizeLimit(entries);
        for (InMemoryOperationInterceptor interceptor : interceptors) {
            config.addInMemoryOperationInterceptor(interceptor);
        }
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.importFromLDIF(
                true, new LDIFReader(stream(BaseTree.of(BASE, "ou=people", "ou=groups").toLdif())));
        server.startListening();
        return server;
    }

    /** Stops answering and gives the port up; the entries stay. */
    public void stop() {
        server.shutDown(true);
    }

    /** Answers again, on the same port. */
    public void restart() {
        try {
            server.startListening();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server itself. */
    public InMemoryDirectoryServer server() {
        return server;
    }

    @Override
    public DirectoryConfig config() {
        return config(server.getListenPort());
    }

    /** What a directory like this on another port is configured with. */
    public static DirectoryConfig config(int port) {
        return config(port, PASSWORD);
    }

    /** The same with another password. */
    public static DirectoryConfig config(int port, String password) {
        return new DirectoryConfig(
                List.of(URI.create("ldap://127.0.0.1:" + port)),
                new DirectoryConfig.Login(BIND_DN, new DirectoryPassword(password)),
                new DirectoryConfig.Containers(BASE, "ou=people", "ou=groups"),
                DirectoryLimits.defaults(),
                null,
                DirectoryConfig.Kind.STANDARD);
    }

    @Override
    public Means means() {
        return new InMemoryMeans(config());
    }

    @Override
    public LDAPConnectionPool administrator() {
        return administrator;
    }

    @Override
    public void close() {
        administrator.close();
        server.shutDown(true);
    }

    /**
     * {@code groupOfNames} as RFC 4519 has it: the library's own form lets a group have no member.
     * And {@code groupOfURLs}, which it does not have.
     */
    private static Entry groups() {
        Entry entry = new Entry("cn=schema");
        entry.addAttribute(
                "objectClasses",
                "( 2.5.6.9 NAME 'groupOfNames' SUP top STRUCTURAL MUST ( member $ cn )"
                        + " MAY description )",
                "( 2.16.840.1.113730.3.2.33 NAME 'groupOfURLs' SUP top STRUCTURAL MUST cn"
                        + " MAY ( memberURL $ description ) )",
                "( 1.3.6.1.1.1.2.0 NAME 'posixAccount' SUP top AUXILIARY"
                        + " MUST ( cn $ uid $ uidNumber $ gidNumber $ homeDirectory ) )");
        entry.addAttribute(
                "attributeTypes",
                "( 2.16.840.1.113730.3.1.198 NAME 'memberURL' EQUALITY caseExactMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
                "( 1.3.6.1.1.1.1.0 NAME 'uidNumber' EQUALITY integerMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
                "( 1.3.6.1.1.1.1.1 NAME 'gidNumber' EQUALITY integerMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
                "( 1.3.6.1.1.1.1.3 NAME 'homeDirectory' EQUALITY caseExactIA5Match"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )");
        return entry;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
