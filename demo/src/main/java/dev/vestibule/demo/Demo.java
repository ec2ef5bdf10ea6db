package dev.vestibule.demo;

import dev.vestibule.cli.composition.Gateway;
import dev.vestibule.cli.composition.RunningGateway;
import dev.vestibule.demo.app.DemoApp;
import dev.vestibule.demo.app.DirectoryReader;
import dev.vestibule.demo.idp.DemoIdentityProvider;
import dev.vestibule.demo.mailbox.Mailbox;
import dev.vestibule.demo.web.DemoPages;
import dev.vestibule.gateway.GatewayEnvironment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The whole demo, running in this process. */
public final class Demo implements AutoCloseable {
    /** The path of the page with the mails of the gateway. */
    static final String MAILBOX = "/mailbox/";

    private static final String BASE = "dc=example,dc=org";

    private final DemoPorts ports;
    private final Path config;
    private final DirectoryReader directory;
    private final DemoIdentityProvider provider;
    private final DemoApp app;
    private final Mailbox mailbox;
    private final RunningGateway gateway;

    private Demo(DemoPorts ports, DemoFolders folders) throws IOException {
        DemoPages pages = new DemoPages();
        this.ports = ports;
        DemoSecrets secrets = new DemoSecrets(new SecureRandom());
        secrets.prepare(folders.data());
        this.directory = reader(ports, DemoSecrets.file(folders.data(), "reader"));
        this.config = folders.effective(ports);
        this.provider = DemoIdentityProvider.start(ports.provider(), pages);
        Thread.ofVirtual().name("demo-warm-up").start(provider::warmUp);
        try {
            this.mailbox = Mailbox.start(ports.mail(), pages);
        } catch (RuntimeException notStarted) {
            provider.close();
            throw notStarted;
        }
        try {
            this.app = DemoApp.start(ports.app(), directory, pages);
            app.serve(MAILBOX, mailbox::page);
        } catch (RuntimeException notStarted) {
            mailbox.close();
            provider.close();
            throw notStarted;
        }
        try {
            this.gateway = new Gateway(GatewayEnvironment.system()).start(config).await();
            new LocalAccount(ports.directory(), BASE, DemoSecrets.file(folders.data(), ""))
                    .prepare();
        } catch (RuntimeException notStarted) {
            app.close();
            mailbox.close();
            provider.close();
            throw notStarted;
        }
    }

    /**
     * Starts everything.
     *
     * @throws UncheckedIOException when a port is taken or a folder cannot be used
     * @throws dev.vestibule.gateway.StartFailure when the gateway cannot start
     */
    public static Demo start(DemoPorts ports, DemoFolders folders) {
        try {
            return new Demo(ports.chosen(), folders);
        } catch (BindException taken) {
            throw new UncheckedIOException(taken.getMessage(), taken);
        } catch (IOException unusable) {
            // The message of most others is a mere path.
            throw new UncheckedIOException(unusable.toString(), unusable);
        }
    }

    private static DirectoryReader reader(DemoPorts ports, Path password) throws IOException {
        return new DirectoryReader(
                "127.0.0.1",
                ports.directory(),
                BASE,
                DirectoryReader.Credentials.ofFile("cn=reader,ou=services," + BASE, password));
    }

    /** What to open. */
    public URI url() {
        return URI.create("http://localhost:" + ports.gateway() + "/");
    }

    /** Where the mails of the gateway are shown. */
    public URI mailbox() {
        return url().resolve(MAILBOX);
    }

    /** The ports that it listens on. */
    public DemoPorts ports() {
        return ports;
    }

    /** The folder of the YAML that is in use. */
    public Path config() {
        return config;
    }

    /** The command that shows the provisioned accounts. */
    public String searchLine() {
        return directory.searchLine();
    }

    /** Stops everything; what was written stays. */
    @Override
    public void close() {
        try {
            gateway.close().await();
        } finally {
            app.close();
            mailbox.close();
            provider.close();
        }
    }
}
