package dev.vestibule.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;

import dev.vestibule.ldap.DebianSlapdServer;
import dev.vestibule.ldap.DebianSlapdServer.Ended;
import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.GroupGrants;
import dev.vestibule.provisioning.api.GroupGrants.Extent;
import dev.vestibule.provisioning.api.NewAccount;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProfile;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.VerifiedPerson;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.merge.UserDirectory;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands of docs/directory.md, as they stand there, on slapd as Debian installs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
// Beside other classes; its own methods share a server.
@ResourceLock("slapd of Debian")
final class DebianPageTest {
    private static final String BASE = "dc=example,dc=org";
    private static final String GATEWAY = "cn=vestibule,ou=services," + BASE;
    private static final String ADA = "uid=ada,ou=people," + BASE;
    private static final String REST =
            """
            gateway: { url: "http://localhost:8080", listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            connections:
              corp:
                type: oidc
                issuer: "http://127.0.0.1:1"
                client-id: v
                client-secret: "${file:secret}"
                provisioning: { enabled: true, attributes: { mail: claims.email } }
            flows: { staff: { steps: [{ id: first, authenticate: [corp] }] } }
            apps: { wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] } }
            """;

    private DocumentedBlocks page;
    private CommandImage command;
    private DebianSlapdServer server;

    @BeforeAll
    void makeCommand(@TempDir Path folder) throws IOException {
        page = DocumentedBlocks.of(Path.of("..", "docs", "directory.md"), "debian");
        command = CommandImage.make(folder.resolve("vestibule"));
    }

    @BeforeEach
    void startServer() {
        server = DebianSlapdServer.start();
        server.copy(command.folder(), CommandImage.TARGET);
        server.write(REST + page.named("directory"), "/etc/vestibule/vestibule.yaml");
        server.write("s3cret", "/etc/vestibule/secret");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @AfterAll
    void forget() {
        assertThat(page.byName())
                .containsOnlyKeys("password", "directory", "apply", "files", "check", "elsewhere");
    }

    @Test
    void oneCommandPreparesItAndThenTheGatewayDoesItsWorkAndNothingElse() throws Exception {
        run("password");
        Ended before = documented("check");
        Ended alone = vestibule("directory check --config /etc/vestibule");
        Ended unprepared = vestibule("directory init --config /etc/vestibule > /tmp/out");
        Ended applied = run("apply");
        Ended after = run("check");
        Ended again = run("apply");

        assertThat(before.code()).as(before.said()).isEqualTo(1);
        assertThat(before.said())
                .contains("problem  account ", "problem  schema ", "warning  index ");
        assertThat(alone.code()).as(alone.said()).isEqualTo(1);
        assertThat(unprepared.code()).isEqualTo(3);
        assertThat(unprepared.said()).contains("not there yet", "--for openldap", "--bind-dn");
        assertThat(applied.said().lines()).allMatch(line -> line.startsWith("applied "));
        assertThat(after.said())
                .contains("fine     index ", "fine     unique ", "fine     rights ")
                .doesNotContain("warning");
        assertThat(again.said().lines()).allMatch(line -> line.startsWith("present "));
        aLoginIsProvisioned();
        rightsAreThoseOfThePage();
        assertThat(run("check").said())
                .contains("The gateway's account may change accounts.")
                .contains("The gateway's account may change groups.");
    }

    @Test
    void twoFilesPrepareItAsWell() throws Exception {
        run("password");
        run("files");
        run("check");
        Ended again = run("files");
        Ended printed = server.run("cd " + CommandImage.TARGET + " && cat config.ldif data.ldif");

        assertThat(again.said()).doesNotContain("modifying", "adding");
        assertThat(printed.said().lines()).filteredOn("# Nothing is missing."::equals).hasSize(2);
        aLoginIsProvisioned();
        rightsAreThoseOfThePage();
    }

    @Test
    void withoutAskingTheServerItIsWhatDebianLacks() throws Exception {
        run("password");
        server.run(
                "cp /etc/vestibule/vestibule.yaml /tmp && sed -i 's#ldap://127.0.0.1#ldap://127.0.0.1:1#' /etc/vestibule/vestibule.yaml");
        run("elsewhere");
        String load =
                "cd "
                        + CommandImage.TARGET
                        + "; for file in config data; do ldapmodify %s -Y EXTERNAL -H ldapi:/// -f $file.ldif; done";
        Ended first = server.run(load.formatted(""));
        Ended second = server.run("set +e\n" + load.formatted("-c") + "; true");
        server.run("cp /tmp/vestibule.yaml /etc/vestibule/");

        assertThat(first.code()).as(first.said()).isEqualTo(0);
        assertThat(second.said()).contains("already");
        run("check");
        assertThat(run("apply").said().lines()).allMatch(line -> line.startsWith("present "));
        aLoginIsProvisioned();
    }

    @Test
    void whileAnythingIsMissingTheCheckIsNotContent() {
        run("password");
        run("files");
        takeRights();
        Ended withoutRights = documented("check");
        run("apply");
        Ended withRights = documented("check");
        server.run("printf other > /etc/vestibule/ldap-password");
        Ended otherPassword = documented("check");
        Ended notWritten = documented("apply");

        assertThat(withoutRights.code()).as(withoutRights.said()).isEqualTo(1);
        assertThat(withoutRights.said()).contains("may not add accounts", "olcAccess: {0}to ");
        assertThat(withRights.code()).as(withRights.said()).isEqualTo(0);
        assertThat(otherPassword.code()).isEqualTo(1);
        assertThat(otherPassword.said()).contains("refuses the bind of " + GATEWAY);
        assertThat(notWritten.code()).isEqualTo(1);
        assertThat(notWritten.said())
                .contains("by hand  password of the gateway's account")
                .contains("replace: userPassword");
    }

    @Test
    void aPasswordThatIsNotThereYetIsMadeAndToldOnce() throws Exception {
        Ended applied = documented("apply");
        String line =
                applied.said()
                        .lines()
                        .filter(each -> each.contains("shown this once"))
                        .findFirst()
                        .orElseThrow();
        String made = line.substring(line.lastIndexOf(' ') + 1);

        assertThat(applied.code()).as(applied.said()).isEqualTo(0);
        try (LDAPConnection ldap = connect(GATEWAY, made)) {
            assertThat(ldap.isConnected()).isTrue();
        }
        assertThat(documented("apply").said()).doesNotContain("shown this once");
    }

    /** Puts the rules back that the package has. */
    private void takeRights() {
        Ended taken =
                server.run(
                        """
                        ldapmodify -Y EXTERNAL -H ldapi:/// <<'END'
                        dn: olcDatabase={1}mdb,cn=config
                        changetype: modify
                        replace: olcAccess
                        olcAccess: to attrs=userPassword by self write by anonymous auth by * none
                        olcAccess: to * by * read
                        END
                        """);
        assertThat(taken.code()).as(taken.said()).isEqualTo(0);
    }

    private static ProvisionUser.Result provisioned(UserDirectory users) {
        return users.provision(login()).orThrow(failure -> new AssertionError(failure.detail()));
    }

    private void aLoginIsProvisioned() throws Exception {
        DirectoryConfig config = config();
        try (LdapConnections connections = LdapConnections.open(config)) {
            UserDirectory users =
                    DirectoryServices.of(config, connections, InstantSource.system()).users();
            assertThat(provisioned(users)).isInstanceOf(UserProvisioned.class);
            assertThat(provisioned(users))
                    .isInstanceOfSatisfying(
                            UserProvisioned.class,
                            reply ->
                                    assertThat(reply.account().groups())
                                            .containsExactly("engineering"));
        }
    }

    private void rightsAreThoseOfThePage() throws Exception {
        try (LDAPConnection nobody = new LDAPConnection(host(), port())) {
            assertThat(found(nobody)).isZero();
        }
        try (LDAPConnection gateway = connect(GATEWAY, password())) {
            assertThat(found(gateway)).isEqualTo(1);
            assertThat(refused(() -> gateway.delete(ADA)))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            assertThat(
                            refused(() ->
                                    gateway.add(
                                            "dn: uid=x,ou=services," + BASE,
                                            "objectClass: account",
                                            "uid: x")))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            assertThat(
                            refused(() ->
                                    gateway.modify(
                                            "dn: " + BASE,
                                            "changetype: modify",
                                            "replace: o",
                                            "o: mine")))
                    .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            assertThat(
                            requireNonNull(gateway.getEntry(ADA, "userPassword"))
                                    .hasAttribute("userPassword"))
                    .isFalse();
        }
        try (LDAPConnection administrator =
                connect(server.administrator().dn(), server.administrator().password())) {
            assertThat(
                            refused(() ->
                                    administrator.add(
                                            "dn: uid=bob,ou=people," + BASE,
                                            "objectClass: inetOrgPerson",
                                            "objectClass: vestibuleAccount",
                                            "uid: bob",
                                            "cn: Bob",
                                            "sn: Bob",
                                            "vestibuleFederatedIdentity: https://sso.example.org"
                                                    + " 1")))
                    .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
        }
    }

    private static int found(LDAPConnection ldap) throws LDAPException {
        return ldap.search(BASE, SearchScope.SUB, "(vestibuleFederatedIdentity=*)", "1.1")
                .getEntryCount();
    }

    private interface Write {
        LDAPResult run() throws LDAPException, LDIFException;
    }

    private static ResultCode refused(Write write) throws LDIFException {
        try {
            return write.run().getResultCode();
        } catch (LDAPException e) {
            return e.getResultCode();
        }
    }

    private static ProvisionUser login() {
        return new ProvisionUser(
                "command",
                new VerifiedPerson(
                        "corp", new FederatedIdentity("https://sso.example.org", "1"), null),
                new AccountProfile(
                        "ada",
                        Map.of("cn", List.of("Ada Lovelace"), "sn", List.of("Lovelace")),
                        Set.of()),
                new GroupGrants(
                        List.of("engineering"), Membership.STATIC, Extent.ALL, Set.of(), false),
                SyncRules.MERGE,
                new NewAccount(NewAccount.Mode.CREATE, null, AccountTarget.USUAL),
                ExistingAccounts.IGNORED);
    }

    private DirectoryConfig config() {
        return new DirectoryConfig(
                List.of(URI.create(server.url())),
                new DirectoryConfig.Login(GATEWAY, new DirectoryPassword(password())),
                new DirectoryConfig.Containers(BASE, "ou=people", "ou=groups"),
                DirectoryLimits.defaults(),
                null,
                DirectoryConfig.Kind.STANDARD);
    }

    private String password() {
        return server.run("cat /etc/vestibule/ldap-password").said().strip();
    }

    private LDAPConnection connect(String dn, String password) throws LDAPException {
        return new LDAPConnection(host(), port(), dn, password);
    }

    private String host() {
        return URI.create(server.url()).getHost();
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    /** A block that has to go well. */
    private Ended run(String block) {
        Ended ended = documented(block);
        assertThat(ended.code()).as(block + ": " + ended.said()).isEqualTo(0);
        return ended;
    }

    private Ended documented(String block) {
        return server.run("cd " + CommandImage.TARGET + "\n" + page.named(block));
    }

    private Ended vestibule(String arguments) {
        return server.run(CommandImage.TARGET + "/vestibule " + arguments);
    }
}
