package dev.vestibule.provisioning.ldap;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.cert.ManageCertificates;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.testing.InMemoryDirectory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

class TlsTest {
    private static final String STORE_PASSWORD = "store-password";

    @TempDir Path folder;

    @Test
    void aTrustedCertificateForTheRightHostIsAccepted() throws Exception {
        assertThat(check("localhost", "certificate.pem")).isInstanceOf(DirectoryReady.class);
    }

    @Test
    void aTrustedCertificateForAnotherHostIsRefused() throws Exception {
        assertThat(check("elsewhere.example", "certificate.pem"))
                .isInstanceOf(DirectoryUnavailable.class);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        assertThat(check("localhost", null)).isInstanceOf(DirectoryUnavailable.class);
    }

    @Test
    void trustedCertificatesThatCannotBeReadAreNamed() {
        DirectoryConfig config = config(636, "absent.pem");

        assertThatThrownBy(() -> LdapConnections.open(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent.pem");
    }

    private Object check(String hostOfCertificate, @Nullable String trusted) throws Exception {
        makeCertificate(hostOfCertificate);
        String store = folder.resolve("store.p12").toString();
        SSLUtil tls =
                new SSLUtil(new KeyStoreKeyManager(store, STORE_PASSWORD.toCharArray()), null);
        InMemoryListenerConfig ldaps =
                InMemoryListenerConfig.createLDAPSConfig(
                        "ldaps",
                        InetAddress.getLoopbackAddress(),
                        0,
                        tls.createSSLServerSocketFactory(),
                        null);
        try (InMemoryDirectory directory = InMemoryDirectory.start(ldaps)) {
            DirectoryConfig config =
                    config(directory.config().urls().getFirst().getPort(), trusted);
            try (LdapConnections connections = LdapConnections.open(config)) {
                return said(
                        DirectoryServices.of(config, connections, InstantSource.system())
                                .accounts()
                                .ready(new CheckDirectory()));
            }
        }
    }

    private DirectoryConfig config(int port, @Nullable String trusted) {
        DirectoryConfig plain = InMemoryDirectory.config(port);
        return new DirectoryConfig(
                List.of(URI.create("ldaps://localhost:" + port)),
                new DirectoryConfig.Login(plain.login().dn(), plain.login().password()),
                new DirectoryConfig.Containers(
                        plain.containers().base(),
                        plain.containers().people(),
                        plain.containers().groups()),
                plain.limits(),
                trusted == null ? null : folder.resolve(trusted),
                DirectoryConfig.Kind.STANDARD);
    }

    private void makeCertificate(String host) {
        String store = folder.resolve("store.p12").toString();
        manage(
                "generate-self-signed-certificate",
                "--keystore",
                store,
                "--keystore-password",
                STORE_PASSWORD,
                "--keystore-type",
                "PKCS12",
                "--alias",
                "server",
                "--subject-dn",
                "CN=localhost",
                "--subject-alternative-name-dns",
                host);
        manage(
                "export-certificate",
                "--keystore",
                store,
                "--keystore-password",
                STORE_PASSWORD,
                "--alias",
                "server",
                "--output-format",
                "PEM",
                "--output-file",
                folder.resolve("certificate.pem").toString());
    }

    private static void manage(String... arguments) {
        assertThat(ManageCertificates.main(null, null, null, arguments).intValue()).isZero();
    }
}
