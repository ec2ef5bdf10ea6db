package dev.vestibule.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.gateway.testing.TestAuthority;
import dev.vestibule.gateway.testing.TestAuthority.Wish;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Certificates of programs, as proxies tell them, and what of them is refused. */
final class ClientCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String ADA = "CN=ada,O=Example";

    private final TestAuthority root = TestAuthority.root("CN=Root,O=Example", NOW);

    ClientCertificateTest() throws GeneralSecurityException {}

    @Test
    void bothFormsGiveTheSameCertificateAndItsNames() throws GeneralSecurityException {
        X509Certificate sent =
                root.sign(
                        Wish.client("CN=ada+OU=Machines,O=Example", NOW)
                                .with(TestAuthority.names(1, "ada@example.org", "a@example.org")));

        var bytes = ClientCertificate.parse(TestAuthority.bytes(sent));
        var escaped = ClientCertificate.parse(TestAuthority.escaped(sent));

        assertThat(bytes).isEqualTo(escaped);
        assertThat(bytes.claims().values())
                .containsEntry("common_name", "ada")
                .containsEntry("emails", List.of("ada@example.org", "a@example.org"))
                .containsEntry("issuer", "CN=Root,O=Example")
                .doesNotContainKeys("dns", "uris", "email")
                .extractingByKey("fingerprint")
                .asString()
                .matches("[0-9a-f]{64}");
    }

    @Test
    void ofSeveralCommonNamesNoneIsMeant() throws GeneralSecurityException {
        X509Certificate sent = root.sign(Wish.client("CN=ada,CN=root,O=Example", NOW));

        assertThat(ClientCertificate.parse(TestAuthority.bytes(sent)).claims().values())
                .doesNotContainKey("common_name");
    }

    @Test
    void whatIsNotExactlyOneCertificateIsRefused() throws GeneralSecurityException {
        X509Certificate sent = root.sign(Wish.client(ADA, NOW));
        String one = TestAuthority.bytes(sent);
        String base64 = one.substring(1, one.length() - 1);
        byte[] longer = Arrays.copyOf(sent.getEncoded(), sent.getEncoded().length + 1);
        for (String field :
                List.of(
                        "",
                        ":",
                        "::",
                        ":AAAA:",
                        base64,
                        one + ", " + one,
                        one + ";a=1",
                        ":" + base64.substring(0, 40) + ":",
                        ":" + base64.substring(0, 40) + " " + base64.substring(40) + ":",
                        ":" + Base64.getEncoder().encodeToString(longer) + ":",
                        ":"
                                + Base64.getEncoder()
                                        .encodeToString(TestAuthority.pem(sent).getBytes())
                                + ":",
                        TestAuthority.escaped(sent) + TestAuthority.escaped(sent),
                        TestAuthority.escaped(sent).substring(9),
                        "%",
                        "%zz",
                        "-----BEGIN%20CERTIFICATE-----%0A%0A-----END%20CERTIFICATE-----",
                        ":" + "A".repeat(1 << 20) + ":")) {
            assertThatThrownBy(() -> ClientCertificate.parse(field))
                    .as(field.substring(0, Math.min(60, field.length())))
                    .isInstanceOf(CertificateException.class);
        }
    }

    @Property(tries = 300)
    void noTextDoesAnythingElse(@ForAll String text) {
        for (String field : List.of(text, ":" + text + ":", "-----BEGIN%20CERTIFICATE" + text)) {
            assertThatThrownBy(() -> ClientCertificate.parse(field))
                    .isInstanceOf(CertificateException.class);
        }
    }

    @Test
    void aCertificateOfTheAuthorityHolds(@TempDir Path folder) throws Exception {
        verify(folder, root.sign(Wish.client(ADA, NOW)));
        verify(folder, root.sign(Wish.client(ADA, NOW).with(TestAuthority.keyUsage(0x80))));
    }

    @Test
    void aPathThroughAnAuthorityOfTheFileHoldsAndOneThroughAnotherDoesNot(@TempDir Path folder)
            throws Exception {
        Wish between = Wish.client("CN=Between", NOW).plain().with(TestAuthority.authority());
        TestAuthority known = root.below("CN=Between", between);
        TestAuthority ended =
                root.below("CN=Between", between.valid(NOW.minus(DAY), NOW.minusSeconds(1)));
        TestAuthority client = root.below("CN=Between", Wish.client("CN=Between", NOW));
        X509Certificate sent = known.sign(Wish.client(ADA, NOW));

        verify(folder, sent, root, known);
        assertRefused("no authority", folder, sent, root);
        assertRefused("no authority", folder, ended.sign(Wish.client(ADA, NOW)), root, ended);
        assertRefused("no authority", folder, client.sign(Wish.client(ADA, NOW)), root, client);
    }

    @Test
    void otherCertificatesAreRefused(@TempDir Path folder) throws Exception {
        Wish ada = Wish.client(ADA, NOW);
        TestAuthority same = TestAuthority.root("CN=Root,O=Example", NOW);

        assertRefused(
                "NotAfter", folder, root.sign(ada.valid(NOW.minus(DAY), NOW.minusSeconds(1))));
        assertRefused("NotBefore", folder, root.sign(ada.valid(NOW.plusSeconds(1), NOW.plus(DAY))));
        assertRefused("no authority", folder, same.sign(ada));
        assertRefused("not for client", folder, root.sign(ada.plain()));
        assertRefused(
                "not for client",
                folder,
                root.sign(ada.plain().with(TestAuthority.usage("2b06010505070301"))));
        assertRefused(
                "not for client",
                folder,
                root.sign(ada.plain().with(TestAuthority.usage("551d2500"))));
        assertRefused("not for client", folder, root.sign(ada.with(TestAuthority.keyUsage(0x20))));
        assertRefused("of an authority", folder, root.certificate());
        assertRefused("of an authority", folder, root.sign(ada.with(TestAuthority.authority())));
        assertRefused("of an authority", folder, same.certificate(), root);
    }

    @Test
    void anAuthorityWhoseTimeHasEndedVouchesForNone(@TempDir Path folder) throws Exception {
        TestAuthority old = TestAuthority.root("CN=Old", NOW.minus(Duration.ofDays(9)));

        assertRefused("NotAfter", folder, old.sign(Wish.client(ADA, NOW)), old);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\n"})
    void aFileWithoutCertificatesCannotBeUsed(String content, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatThrownBy(() -> ClientAuthorities.read(file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ClientAuthorities.read(folder.resolve("none")))
                .isInstanceOf(IOException.class);
    }

    private void assertRefused(
            String why, Path folder, X509Certificate client, TestAuthority... trusted) {
        assertThatThrownBy(() -> verify(folder, client, trusted))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(why);
    }

    private void verify(Path folder, X509Certificate client, TestAuthority... trusted)
            throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        for (TestAuthority each : trusted.length == 0 ? new TestAuthority[] {root} : trusted) {
            pem.append(TestAuthority.pem(each.certificate()));
        }
        Path file = Files.writeString(folder.resolve("ca.pem"), pem);
        ClientAuthorities.read(file).verify(client, NOW);
    }
}
