package dev.vestibule.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for a name, and its key, as PEM files. */
public record TestCertificate(Path certificate, Path key) {
    public static final String PASSWORD = "changeit";

    /** Where those of a name are. */
    public static TestCertificate in(Path folder, String name) {
        return new TestCertificate(
                folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
    }

    /** Makes a new one for the host of its name. */
    public static TestCertificate make(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        return make(folder, name, name);
    }

    /** Makes a new one for a host; {@code NAME.p12} holds it too, with {@link #PASSWORD}. */
    public static TestCertificate make(Path folder, String name, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:" + host,
                                "-keyalg",
                                "EC",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        TestCertificate made = in(folder, name);
        write(made.certificate(), "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(made.key(), "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
        return made;
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
