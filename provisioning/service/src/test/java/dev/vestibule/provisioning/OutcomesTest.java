package dev.vestibule.provisioning;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.AccountEvent;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.ChangePassword;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.audit.AuditFile;
import dev.vestibule.provisioning.audit.AuditSettings;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;
import dev.vestibule.provisioning.vocabulary.Membership;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What commands leave behind: a record of each, an event of each change. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
class OutcomesTest {
    private static final String CANARY = "canary-5f1c";

    @TempDir private Path folder;
    private Vertx vertx;
    private final InMemoryDirectory directory = InMemoryDirectory.start();
    private CommandBus bus;
    private final BlockingQueue<AccountEvent> events = new LinkedBlockingQueue<>();
    private @Nullable AuditFile audit;

    @BeforeEach
    void deploy(Vertx vertx) {
        this.vertx = vertx;
        bus = CommandBus.local(vertx);
        AuditFile opened =
                AuditFile.open(
                        new AuditSettings(file(), 100_000_000, 3), new SecureRandom(), _ -> {});
        audit = opened;
        for (EventKind kind : EventKind.values()) {
            vertx.eventBus()
                    .<AccountEvent>consumer(kind.address(), event -> events.add(event.body()));
        }
        vertx.deployVerticle(
                        new ProvisioningVerticle(
                                bus,
                                directory.config(),
                                directory.config(),
                                InstantSource.system(),
                                opened),
                        ProvisioningVerticle.deploymentOptions())
                .await();
    }

    @AfterEach
    void close() {
        directory.close();
        if (audit != null) {
            audit.close();
        }
    }

    @Test
    void anAnsweredLoginHasItsRecordOnTheDisk() throws Exception {
        provision("ada", "a@b.example", List.of("staff"));

        JsonObject line = lines().getFirst();
        assertThat(line.getMap())
                .containsEntry("outcome", "account.created")
                .containsEntry("account", "uid=ada,ou=people,dc=example,dc=org")
                .containsEntry("connection", "google")
                .containsEntry("granted", List.of("staff"));
        assertThat(line.getJsonArray("attributes")).contains("mail", "cn", "sn");
    }

    @Test
    void aChangeIsRecordedByTheNamesOfWhatChanged() throws Exception {
        provision("ada", "a@b.example", List.of("staff", "admins"));
        provision("ada", "b@b.example", List.of("staff", "wiki"));

        assertThat(lines().get(1).getMap())
                .containsEntry("outcome", "account.updated")
                .containsEntry("attributes", List.of("mail"))
                .containsEntry("granted", List.of("wiki"))
                .containsEntry("withdrawn", List.of("admins"));
    }

    @Test
    void aLoginThatChangesNothingIsRecordedAndNoEvent() throws Exception {
        provision("ada", "a@b.example", null);
        provision("ada", "a@b.example", null);

        assertThat(lines().get(1).getString("outcome")).isEqualTo("unchanged");
        assertThat(next().kind()).isEqualTo(EventKind.ACCOUNT_CREATED);
        assertThat(events).isEmpty();
    }

    @Test
    void aFailureIsRecordedByItsKind() throws Exception {
        directory.stop();

        assertThat(provision("ada", "a@b.example", null)).isInstanceOf(DirectoryUnavailable.class);

        assertThat(lines().getFirst().getString("outcome")).isEqualTo("directory-unavailable");
        assertThat(events).isEmpty();
    }

    @Test
    void aSecondTryHasTheIdOfTheFirst() throws Exception {
        directory.stop();
        provision("ada", "a@b.example", null);
        directory.restart();
        provision("ada", "a@b.example", null);

        assertThat(lines())
                .extracting(line -> line.getString("id"), line -> line.getString("outcome"))
                .containsExactly(
                        tuple("command-ada", "directory-unavailable"),
                        tuple("command-ada", "account.created"));
    }

    @Test
    void passwordsAndFactorsAreRecordedWithoutWhatWasTyped() throws Exception {
        UserProvisioned ada = (UserProvisioned) provision("ada", "a@b.example", null);
        String id = ada.account().id();
        next();
        request(new ChangePassword("command-1", id, null, new TypedPassword("canary-password-1")));
        request(verify("ada", "canary-password-1"));
        request(verify("ada", "canary-password-2"));
        request(verify("canary-identifier", "canary-password-1"));
        request(
                new ChangeFactors(
                        "command-2",
                        id,
                        FactorAttribute.PASSKEY,
                        List.of(),
                        List.of("canary-passkey"),
                        false));
        request(
                new ChangeFactors(
                        "command-3",
                        id,
                        FactorAttribute.MEMORY,
                        List.of(),
                        List.of("canary note"),
                        false));

        assertThat(lines().stream().skip(1))
                .extracting(
                        line -> line.getString("command"),
                        line -> line.getString("outcome"),
                        line -> line.getString("account"))
                .containsExactly(
                        tuple("change-password", "account.password_changed", ada.dn()),
                        tuple("verify-password", "password-verified", ada.dn()),
                        tuple("verify-password", "password-rejected", ada.dn()),
                        tuple("verify-password", "password-rejected", null),
                        tuple("change-factors", "account.factors_changed", ada.dn()),
                        tuple("change-factors", "unchanged", ada.dn()));
        assertThat(Files.readString(file())).doesNotContain("canary");
        assertThat(next().kind()).isEqualTo(EventKind.ACCOUNT_PASSWORD_CHANGED);
        AccountEvent factors = next();
        assertThat(factors.kind()).isEqualTo(EventKind.ACCOUNT_FACTORS_CHANGED);
        assertThat(factors.changes().attributes()).containsExactly("vestibulePasskey");
        assertThat(events).isEmpty();
    }

    @Test
    void whatAFlowAssignsIsRecordedAndPublishedWithItsOrigin() throws Exception {
        UserProvisioned ada = (UserProvisioned) provision("ada", "a@b.example", null);
        next();
        var command =
                new AssignToAccount(
                        "command-1",
                        ada.account().id(),
                        "flow:staff",
                        List.of("premium"),
                        Membership.STATIC,
                        Map.of("title", List.of("canary-title")));

        request(command);
        request(command);

        assertThat(lines().get(1).getMap())
                .containsEntry("command", "assign-to-account")
                .containsEntry("outcome", "account.updated")
                .containsEntry("account", ada.dn())
                .containsEntry("connection", "flow:staff")
                .containsEntry("attributes", List.of("title"))
                .containsEntry("granted", List.of("premium"));
        assertThat(lines().get(2).getString("outcome")).isEqualTo("unchanged");
        assertThat(Files.readString(file())).doesNotContain("canary");
        AccountEvent event = next();
        assertThat(event.kind()).isEqualTo(EventKind.ACCOUNT_UPDATED);
        assertThat(event.connection()).isEqualTo("flow:staff");
        assertThat(event.changes().granted()).containsExactly("premium");
        assertThat(events).isEmpty();
    }

    private static VerifyPassword verify(String identifier, String password) {
        return new VerifyPassword(
                "command-v", identifier, List.of("uid"), new TypedPassword(password));
    }

    @Test
    void aQueryLeavesNoRecord() throws Exception {
        request(new FindAccount(People.login("ada", Map.of(), null).identity()));

        assertThat(lines()).isEmpty();
    }

    @Test
    void eachChangeIsPublishedAtTheAddressOfItsKind() throws Exception {
        UserProvisioned created =
                (UserProvisioned) provision("ada", "a@b.example", List.of("staff"));
        UserProvisioned updated =
                (UserProvisioned) provision("ada", "b@b.example", List.of("staff"));

        AccountEvent first = next();
        AccountEvent second = next();
        assertThat(first.kind()).isEqualTo(EventKind.ACCOUNT_CREATED);
        assertThat(first.changes()).isEqualTo(created.changes());
        assertThat(second.kind()).isEqualTo(EventKind.ACCOUNT_UPDATED);
        assertThat(second.changes()).isEqualTo(updated.changes());
        assertThat(second.dn()).isEqualTo(created.account().dn());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void aGroupThatIsWithheldIsInTheRecordOfTheLogin() throws Exception {
        addGroup("helpdesk", "cn=somebody");
        provision("ada", "a@b.example", List.of("helpdesk", "staff"));

        assertThat(lines().getFirst().getMap())
                .containsEntry("outcome", "account.created")
                .containsEntry("granted", List.of("staff"))
                .containsEntry("withheld", List.of("helpdesk"));
    }

    @Test
    void aMemberThatWasRemovedByHandIsInTheRecordOfTheLoginThatFindsIt() throws Exception {
        provision("ada", "a@b.example", List.of("staff"));
        directory
                .administrator()
                .modify(
                        "cn=staff,ou=groups,dc=example,dc=org",
                        new Modification(ModificationType.REPLACE, "member", "cn=somebody"));
        provision("ada", "a@b.example", List.of("staff"));

        assertThat(lines().get(1).getMap())
                .containsEntry("outcome", "unchanged")
                .containsEntry("removed", List.of("staff"));
    }

    private void addGroup(String name, String member) throws LDAPException {
        directory
                .administrator()
                .add(
                        "cn=" + name + ",ou=groups,dc=example,dc=org",
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("cn", name),
                        new Attribute("member", member));
    }

    @Test
    void noValueOfAClaimAndNoSecretIsEverInTheAuditLog() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 150; i++) {
            String hostile = CANARY + (char) random.nextInt(0x3000) + "\"}\n{" + random.nextInt();
            request(
                    LoginCommand.of(hostile)
                            .named("command-" + i)
                            .wishing("ada")
                            .with(
                                    Map.of(
                                            random.nextBoolean() ? "mail" : "objectClass",
                                            List.of(hostile),
                                            "description",
                                            List.of(hostile, hostile + i)))
                            .command());
        }

        String log = Files.readString(file());
        assertThat(log).doesNotContain(CANARY).doesNotContain("gateway-password");
        assertThat(lines()).hasSize(150);
    }

    private Object provision(String name, String mail, @Nullable List<String> groups) {
        return request(
                LoginCommand.of(name)
                        .named("command-" + name)
                        .with("mail", mail)
                        .granting(groups)
                        .command());
    }

    private Object request(Command<?> command) {
        return said(bus.send(command, Duration.ofSeconds(30)).await());
    }

    private AccountEvent next() throws InterruptedException {
        AccountEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return Objects.requireNonNull(event);
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    private List<JsonObject> lines() throws IOException {
        return Files.readAllLines(file()).stream().map(JsonObject::new).toList();
    }
}
