package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;

/** Which account a sign-in leads to, when that has changed or is in doubt. */
final class WhoseAccountTest {
    private static final String PEOPLE = "ou=people,dc=example,dc=org";
    private static final String NUMBERED =
            Yaml.STANDARD.replaceFirst(
                    "client-id: \"@CLIENT@\"",
                    "client-id: \"@CLIENT@\"\n    subject: claims.employee_id");

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();

    @Test
    void twoAccountsWithOneLinkAreNamedInTheLogAndNotOnThePage()
            throws LDAPException, LDIFException {
        try (InMemoryDirectoryServer ldap = withoutUniqueLinks();
                World world = World.start(folder, at(ldap))) {
            String link = "vestibuleFederatedIdentity: " + world.provider.issuer() + " 1";
            for (String uid : new String[] {"ada", "countess"}) {
                ldap.add(
                        "dn: uid=" + uid + "," + PEOPLE,
                        "objectClass: inetOrgPerson",
                        "uid: " + uid,
                        "cn: " + uid,
                        "sn: King",
                        link);
            }
            TestBrowser browser = world.browser();

            WebAnswer page = browser.open(World.WIKI);

            assertThat(page.status()).isEqualTo(409);
            assertThat(page.body())
                    .contains("It is not clear which account is yours")
                    .doesNotContain("countess", "uid=");
            assertThat(world.logged("request failed kind=account_conflict"))
                    .contains("uid=ada," + PEOPLE, "uid=countess," + PEOPLE);
            assertThat(browser.cookies("localhost")).doesNotContainKey("__Host-vestibule-session");
        }
    }

    @Test
    void aDeletedAccountLeavesNoLinkNoGroupAndNoNameBehind() {
        World world = worlds.start(folder);
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "groups", "engineering"));
        world.browser().open(World.WIKI);
        world.directory.delete("ada");
        world.provider.signIn(Map.of("sub", "1", "preferred_username", "ada"));

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).startsWith("ada");
        assertThat(app.received("x-forwarded-groups")).isEmpty();
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void aSubjectThatIsTakenFromAnotherClaimFindsTheAccountOfBefore() {
        World world = worlds.start(folder);
        Map<String, Object> claims =
                Map.of("sub", "1", "preferred_username", "ada", "employee_id", 4711);
        world.provider.signIn(claims);
        world.browser().open(World.WIKI);
        world.write("vestibule.yaml", NUMBERED);
        world.eventually(
                () -> world.metric("vestibule_config_reloads_total{result=\"applied\"}") == 1);

        world.browser().open(World.WIKI);

        assertThat(world.directory.people()).hasSize(1);
        assertThat(world.directory.person("ada").getAttributeValue("vestibuleFederatedIdentity"))
                .isEqualTo(world.provider.issuer() + "#employee_id 4711");
    }

    @Test
    void nobodysSubjectPassesForSomebodyElsesNumber() {
        World world = worlds.start(folder, NUMBERED);
        world.provider.signIn(
                Map.of("sub", "1", "preferred_username", "ada", "employee_id", "4711"));
        world.browser().open(World.WIKI);
        world.provider.signIn(
                Map.of("sub", "4711", "preferred_username", "mallory", "employee_id", "13"));

        WebAnswer app = world.browser().open(World.WIKI);

        assertThat(app.received("x-forwarded-user")).isEqualTo("mallory");
    }

    @Test
    void withoutTheClaimNobodyIsSignedIn() {
        World world = worlds.start(folder, NUMBERED);
        WebAnswer page = world.browser().open(World.WIKI);

        assertThat(page.status()).isEqualTo(502);
        assertThat(world.logged("request failed kind=provisioning_refused"))
                .contains("no claim employee_id");
        assertThat(world.directory.people()).isEmpty();
    }

    @Test
    void theAccountIsThereBeforeTheSecondStepBegins() {
        World world = worlds.start(folder);
        String second = world.browser().until(world.other.issuer(), World.GATEWAY + "/vault");

        assertThat(second).startsWith(world.other.issuer());
        assertThat(world.directory.person("ada").hasAttribute("vestibuleFederatedIdentity"))
                .isTrue();
    }

    @Test
    void aLinkThatNamesAWrongConnectionSaysSoAndLeadsToTheRightOnes() {
        World world = worlds.start(folder);
        WebAnswer page =
                world.browser().get(World.GATEWAY + "/.vestibule/login?app=forum&connection=gogle");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("This sign-in is not offered here");
        assertThat(world.browser().open(page.next()).body()).contains(">alpha<", ">beta<");
    }

    private static String at(InMemoryDirectoryServer ldap) {
        return Yaml.STANDARD.replace("@LDAP@", "ldap://127.0.0.1:" + ldap.getListenPort());
    }

    private static InMemoryDirectoryServer withoutUniqueLinks()
            throws LDAPException, LDIFException {
        InMemoryDirectoryServerConfig config =
                new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setSchema(null);
        config.addAdditionalBindCredentials(TestDirectory.BIND_DN, TestDirectory.PASSWORD);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(
                        "ldap", InetAddress.getLoopbackAddress(), 0, null));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
        server.add(
                "dn: ou=groups,dc=example,dc=org", "objectClass: organizationalUnit", "ou: groups");
        server.startListening();
        return server;
    }
}
