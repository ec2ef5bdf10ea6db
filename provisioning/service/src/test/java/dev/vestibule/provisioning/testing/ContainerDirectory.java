package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;

import dev.vestibule.ldap.Ds389Server;
import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.ldap.SambaServer;
import dev.vestibule.ldap.TestDirectoryServer;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

import javax.net.SocketFactory;

/** A directory in a container, with the settings that fit it. */
public final class ContainerDirectory implements TestDirectory {
    private final TestDirectoryServer server;
    private final DirectoryConfig config;
    private final LDAPConnectionPool administrator;

    private ContainerDirectory(TestDirectoryServer server, Settings settings) {
        this.server = server;
        config =
                new DirectoryConfig(
                        List.of(URI.create(server.url())),
                        new DirectoryConfig.Login(
                                server.gatewayAccount().dn(),
                                new DirectoryPassword(server.gatewayAccount().password())),
                        new DirectoryConfig.Containers(BASE, "ou=people", "ou=groups"),
                        DirectoryLimits.defaults(),
                        settings.authority(),
                        new DirectoryConfig.Kind(settings.type(), settings.metadata(), true));
        administrator = connect();
    }

    private record Settings(
            DirectoryType type, MetadataMapping metadata, @Nullable Path authority) {}

    /** 389 Directory Server with our schema. */
    public static ContainerDirectory startDs389() {
        return new ContainerDirectory(
                Ds389Server.start(),
                new Settings(DirectoryType.DS_389, new MetadataMapping.OwnSchema(), null));
    }

    /** 389 Directory Server as it comes, before anybody has prepared it. */
    public static ContainerDirectory startBareDs389() {
        return new ContainerDirectory(
                Ds389Server.startBare(),
                new Settings(DirectoryType.DS_389, new MetadataMapping.OwnSchema(), null));
    }

    /** OpenLDAP, used as if it did not have our schema. */
    public static ContainerDirectory startWithoutSchema() {
        return new ContainerDirectory(
                OpenLdapServer.start(),
                new Settings(DirectoryType.OPENLDAP, existingAttributes(), null));
    }

    /** Samba as an Active Directory domain controller. */
    public static ContainerDirectory startSamba() {
        SambaServer server = SambaServer.start();
        try {
            Path authority = Files.createTempFile("authority", ".pem");
            authority.toFile().deleteOnExit();
            server.copyAuthority(authority);
            return new ContainerDirectory(
                    server,
                    new Settings(DirectoryType.ACTIVE_DIRECTORY, existingAttributes(), authority));
        } catch (IOException e) {
            server.close();
            throw new IllegalStateException(e);
        }
    }

    private static MetadataMapping existingAttributes() {
        return new MetadataMapping.NamedAttributes(
                "labeledURI", "departmentNumber", "departmentNumber", "carLicense");
    }

    private LDAPConnectionPool connect() {
        try {
            return new LDAPConnectionPool(
                    new LDAPConnection(
                            sockets(config.trustedCertificates()),
                            config.urls().getFirst().getHost(),
                            config.urls().getFirst().getPort(),
                            server.administratorAccount().dn(),
                            server.administratorAccount().password()),
                    1,
                    4);
        } catch (LDAPException | GeneralSecurityException e) {
            server.close();
            throw new IllegalStateException(e);
        }
    }

    private static SocketFactory sockets(@Nullable Path authority) throws GeneralSecurityException {
        return authority == null
                ? SocketFactory.getDefault()
                : new SSLUtil(new PEMFileTrustManager(authority.toFile())).createSSLSocketFactory();
    }

    /** The server itself. */
    public TestDirectoryServer server() {
        return server;
    }

    @Override
    public DirectoryConfig config() {
        return config;
    }

    @Override
    public Means means() {
        return switch (server) {
            case Ds389Server ds389 -> new Ds389Means(ds389, config);
            case SambaServer samba -> new SambaMeans(samba, config);
            case OpenLdapServer openLdap -> new OpenLdapMeans(openLdap, config, false);
        };
    }

    @Override
    public LDAPConnectionPool administrator() {
        return administrator;
    }

    @Override
    public void close() {
        administrator.close();
        server.close();
    }
}
