package dev.vestibule.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.cli.Main;
import dev.vestibule.demo.testkit.DirectoryView;
import dev.vestibule.demo.testkit.PlainBrowser;
import dev.vestibule.demo.testkit.WebPage;
import dev.vestibule.flow.FlowConfigLoader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;

final class DemoTest {
    private static final DemoPorts ANY = new DemoPorts(0, 0, 0, 0, 0, 0);

    private static final String READER = "cn=reader,ou=services,dc=example,dc=org";

    @TempDir private Path home;

    @Test
    void accountsSurviveARestart() throws Exception {
        try (Demo demo = Demo.start(ANY, folders());
                PlainBrowser browser = new PlainBrowser()) {
            WebPage form = browser.open(demo.url());
            WebPage page = browser.follow(browser.post(form.uri(), Map.of("person", "ada")));
            assertThat(page.body()).contains("Hello, Ada Lovelace");
        }

        try (Demo again = Demo.start(ANY, folders());
                DirectoryView directory = DirectoryView.of(ldap(again), READER, password())) {
            assertThat(directory.groupsOf(directory.person("uid", "ada")))
                    .containsExactly("engineering", "staff");
        }
    }

    @Test
    void theYamlAsItIsCheckedInHasNoProblem() throws IOException {
        Path config = copyOfTheYaml();
        new DemoSecrets(new SecureRandom()).prepare(home.resolve("data"));

        assertThat(new FlowConfigLoader().load(config).problems()).isEmpty();
    }

    @Test
    void theYamlIsUsedInPlaceUnlessSomethingDiffers() throws IOException {
        Path yaml = copyOfTheYaml();
        DemoFolders inPlace = new DemoFolders(yaml, home.resolve("data"));
        DemoFolders elsewhere = new DemoFolders(yaml, home.resolve("other"));

        assertThat(inPlace.effective(DemoPorts.STANDARD)).isEqualTo(yaml);
        assertThat(elsewhere.effective(DemoPorts.STANDARD)).isEqualTo(home.resolve("other/config"));
    }

    @Test
    void secretsAreMadeOnceAndAreTheOwnersAlone() throws IOException {
        DemoSecrets secrets = new DemoSecrets(new SecureRandom());
        secrets.prepare(home.resolve("data"));
        Path client = home.resolve("data/secrets/client");
        String first = Files.readString(client);

        secrets.prepare(home.resolve("data"));

        assertThat(Files.readString(client)).isEqualTo(first).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(client)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(home.resolve("data/secrets/directory"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--ldap-port",
                "--provider-port",
                "--app-port",
                "--management-port",
                "--mail-port"
            })
    void aTakenPortIsSaidInOneSentence(String option) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringWriter said = new StringWriter();

            int code = command(said).execute(arguments(option, taken.getLocalPort()));

            assertThat(code).isEqualTo(3);
            assertThat(said.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("vestibule: ")
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    private String password() throws IOException {
        return Files.readString(home.resolve("data/secrets/reader"));
    }

    private DemoFolders folders() {
        return new DemoFolders(Path.of("config"), home.resolve("data"));
    }

    private CommandLine command(StringWriter said) {
        return Main.commandLineWith(new DemoCommand(Path.of("")))
                .setErr(new PrintWriter(said, true));
    }

    private String[] arguments(String option, int taken) {
        Stream<String> free =
                Stream.of(
                                "--port",
                                "--ldap-port",
                                "--provider-port",
                                "--app-port",
                                "--management-port",
                                "--mail-port")
                        .map(name -> name + "=" + (name.equals(option) ? taken : 0));
        return Stream.concat(Stream.of("demo", "--data=" + home.resolve("data")), free)
                .toArray(String[]::new);
    }

    private Path copyOfTheYaml() throws IOException {
        Path config = Files.createDirectories(home.resolve("config"));
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        return config;
    }

    private static URI ldap(Demo demo) {
        return URI.create("ldap://127.0.0.1:" + demo.ports().directory());
    }
}
