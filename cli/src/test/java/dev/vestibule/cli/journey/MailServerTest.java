package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.mail.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** Mail servers with TLS and a login: which of them get a mail. */
final class MailServerTest {
    private static final String PASSWORD = "canary-mail-password";
    private static final String LOGIN = ", username: gw, password: \"${env:MAIL_PASSWORD}\"";

    /** One key for all tests: GreenMail reads it once in a process. */
    @TempDir private static Path keys;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private Mailbox server;

    @BeforeAll
    static void makeKey() throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "mail",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-keystore",
                                key().toString(),
                                "-storepass",
                                "changeit")
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aServerWithATrustedCertificateGetsTheMailAfterTheLogin() throws Exception {
        server = Mailbox.startTls(key());
        server.setUser("gw", PASSWORD);
        World world = world("smtps://127.0.0.1:" + server.port(), ca() + LOGIN);

        WebAnswer asked = world.browser().open(World.WIKI);

        assertThat(asked.status()).isEqualTo(200);
        assertThat(server.last().code()).hasSize(6);
        assertThat(world.mailbox.mails()).isEmpty();
    }

    @Test
    void aServerWithAnotherCertificateGetsNothing() {
        server = Mailbox.startTls(key());
        World world = world("smtps://127.0.0.1:" + server.port(), "");

        WebAnswer refused = world.browser().open(World.WIKI);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void aServerWithoutStartTlsGetsNothingWhereItIsRequired() {
        server = Mailbox.start();
        World world = world("smtp+starttls://127.0.0.1:" + server.port(), "");

        WebAnswer refused = world.browser().open(World.WIKI);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void aRefusedLoginIsInTheLogWithoutThePassword() throws Exception {
        server = Mailbox.startTls(key());
        server.setUser("gw", "another");
        World world = world("smtps://127.0.0.1:" + server.port(), ca() + LOGIN);

        WebAnswer refused = world.browser().open(World.WIKI);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(world.logged("request failed kind=mail_unavailable")).contains("535");
        assertThat(String.join("\n", world.log.lines())).doesNotContain(PASSWORD);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void anotherServerIsUsedWithoutARestart() {
        server = Mailbox.start();
        World world = world("@MAIL@", "");
        world.browser().open(World.WIKI);

        world.write("vestibule.yaml", yaml("smtp://127.0.0.1:" + server.port(), ""));
        world.eventually(() -> world.has("event=config_applied"));
        world.browser().open(World.WIKI);

        assertThat(world.mailbox.mails()).hasSize(1);
        assertThat(server.mails()).hasSize(1);
    }

    private World world(String address, String more) {
        World world = worlds.start(folder, yaml(address, more));
        world.provider.signIn(
                Map.of(
                        "sub", "1",
                        "preferred_username", "ada",
                        "email", "ada@example.org",
                        "email_verified", true));
        return world;
    }

    private static String yaml(String address, String more) {
        return Yaml.withMail("email_otp", "").replace("\"@MAIL@\"", "\"" + address + "\"" + more);
    }

    /** The key {@code ca} with the server's certificate. */
    private String ca() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(key())) {
            store.load(in, "changeit".toCharArray());
        }
        String base64 =
                Base64.getMimeEncoder().encodeToString(store.getCertificate("mail").getEncoded());
        Path pem = folder.resolve("ca.pem");
        Files.writeString(
                pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        return ", ca: \"" + pem + "\"";
    }

    private static Path key() {
        return keys.resolve("mail.p12");
    }
}
