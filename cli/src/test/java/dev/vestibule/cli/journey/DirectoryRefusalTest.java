package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.ldap.OpenLdapServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** The directory answers, and will not write what the login needs. */
class DirectoryRefusalTest {
    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void anAttributeThatTheDirectoryRefusesIsNamedInTheLogAndMakesNoSession() {
        String unknown = "mail: { value: claims.email, when: claims.email_verified }";
        String yaml = Yaml.STANDARD.replace(unknown, "shoeSize: claims.preferred_username");
        World world = worlds.start(folder, yaml);
        TestBrowser browser = world.browser();

        WebAnswer page = browser.open(World.WIKI + "/page");

        assertThat(page.status()).isEqualTo(502);
        assertThat(page.next()).contains("/.vestibule/login?app=wiki");
        assertThat(world.logged("request failed kind=attribute_rejected")).contains("shoeSize");
        assertThat(counted(world, "attribute_rejected")).isEqualTo(1);
        assertThat(browser.cookies("localhost")).doesNotContainKey("__Host-vestibule-session");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void aReadOnlyDirectoryOffersToTryAgainAndMakesNoSession() {
        Map<String, String> readOnly =
                Map.of("LDAP_READ_ONLY", "true", "LDAP_GATEWAY_PASSWORD", TestDirectory.PASSWORD);
        try (OpenLdapServer openLdap = OpenLdapServer.start(readOnly);
                World world =
                        World.start(folder, Yaml.STANDARD.replace("@LDAP@", openLdap.url()))) {
            TestBrowser browser = world.browser();

            WebAnswer page = browser.open(World.WIKI + "/page");

            assertThat(page.status()).isEqualTo(503);
            assertThat(page.action()).contains("/.vestibule/login/");
            assertThat(world.logged("request failed kind=directory_unavailable")).isNotEmpty();
            assertThat(counted(world, "directory_unavailable")).isEqualTo(1);
            assertThat(browser.cookies("localhost")).doesNotContainKey("__Host-vestibule-session");
        }
    }

    private static double counted(World world, String kind) {
        return world.metric("vestibule_failures_total{kind=\"" + kind + "\"}");
    }
}
