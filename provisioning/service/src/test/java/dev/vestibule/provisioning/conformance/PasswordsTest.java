package dev.vestibule.provisioning.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProposed;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.Means;
import dev.vestibule.provisioning.testing.PasswordPolicy;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.net.URI;
import java.util.List;

/** A password that a person chooses for a new account, as each server takes it. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class PasswordsTest {
    private static final String GOOD = "Correct-Horse-1-Battery";

    private final TestDirectory directory;
    private final Means means;
    private final People people;
    private final String ada = People.freshName();

    PasswordsTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        means = this.directory.means();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theChosenPasswordOpensTheAccountAndNoOtherDoes() throws LDAPException {
        String dn = people.account(choosing(GOOD)).dn();

        assertThat(means.bind(dn, GOOD)).isEqualTo(ResultCode.SUCCESS);
        assertThat(means.bind(dn, GOOD + "x")).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(people.provision(choosing(GOOD + "2"))).isInstanceOf(UserProvisioned.class);
        assertThat(means.bind(dn, GOOD)).isEqualTo(ResultCode.SUCCESS);
    }

    /** In memory and embedded the gateway's account is the only administrator there is. */
    @Test
    void theGatewaySetsPasswordsAndReadsNone() throws LDAPException {
        String dn = people.account(choosing(GOOD)).dn();
        String attribute = means.password(GOOD).getName();

        try (LdapConnections gateway = LdapConnections.open(directory.config())) {
            var entry = gateway.pool().getEntry(dn, attribute);

            assertThat(entry != null && entry.hasAttribute(attribute))
                    .isEqualTo(!means.givesRights());
        }
    }

    /**
     * The servers in memory have no policy: there every password is taken. Elsewhere the account is
     * there without it, and the next login asks again.
     */
    @Test
    void aPasswordThatThePolicyRefusesIsToldAndAskedForAgain() throws LDAPException {
        PasswordPolicy policy = means.passwordPolicy();
        if (policy == null) {
            assertThat(people.provision(choosing("x"))).isInstanceOf(UserProvisioned.class);
            return;
        }
        policy.begin().run();
        try {
            Object refused = people.provision(choosing("short1"));
            Object asked = people.provision(login(Mode.PROPOSE, null));
            Object taken = people.provision(login(Mode.CREATE, GOOD));

            assertThat(refused)
                    .isInstanceOfSatisfying(
                            PasswordRefused.class,
                            reply -> assertThat(reply.reason()).isEqualTo(policy.reason()));
            assertThat(asked).isEqualTo(new AccountProposed("command-1", ada, true));
            assertThat(taken).isInstanceOf(UserProvisioned.class);
            assertThat(means.bind(((UserProvisioned) taken).account().dn(), GOOD))
                    .isEqualTo(ResultCode.SUCCESS);
        } finally {
            policy.end().run();
        }
    }

    /**
     * Active Directory takes passwords over TLS only. A configuration without it is refused, and
     * under another name the server refuses the gateway itself. The other servers were reached
     * without TLS, on loopback, in all the cases here.
     */
    @Test
    void withoutTlsActiveDirectoryTakesNoPasswordAndLetsNobodyIn() {
        DirectoryConfig config = directory.config();
        List<URI> plain = List.of(means.plainUrl());
        if (config.kind().type() != DirectoryType.ACTIVE_DIRECTORY) {
            assertThat(config.urls().getFirst()).isEqualTo(plain.getFirst()).hasScheme("ldap");
            return;
        }
        assertThatThrownBy(() -> new Reconfigured(config).at(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("over TLS only");
        DirectoryConfig misnamed =
                new DirectoryConfig(
                        plain,
                        new DirectoryConfig.Login(config.login().dn(), config.login().password()),
                        new DirectoryConfig.Containers(
                                config.containers().base(),
                                config.containers().people(),
                                config.containers().groups()),
                        config.limits(),
                        null,
                        DirectoryConfig.Kind.STANDARD);
        try (People others = new People(directory, misnamed)) {
            assertThat(others.provision(choosing(GOOD)))
                    .isInstanceOfSatisfying(
                            DirectoryUnavailable.class,
                            refused ->
                                    assertThat(refused.detail())
                                            .contains("strong auth required", "bind"));
        }
    }

    private ProvisionUser choosing(String password) {
        return login(Mode.AS_NAMED, password);
    }

    private ProvisionUser login(Mode mode, @Nullable String password) {
        return LoginCommand.of(ada).asking(mode, password).command();
    }
}
