package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

/** Without our schema, and with a link in an attribute that takes one value. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class SingleLinkTest {
    private final People people;
    private final String ada = People.freshName();
    private final FederatedIdentity own = new FederatedIdentity(People.ISSUER, ada);
    private final FederatedIdentity second = new FederatedIdentity("https://corp.example", ada);

    SingleLinkTest(DirectoryUnderTest directory) {
        TestDirectory started = directory.started();
        people =
                new People(
                        started,
                        new Reconfigured(started.config())
                                .keptIn(
                                        new NamedAttributes(
                                                "employeeNumber",
                                                "departmentNumber",
                                                "departmentNumber",
                                                "carLicense")));
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void anAccountIsMadeAndFoundAgain() {
        UserProvisioned first =
                people.provisioned(People.login(ada, Map.of("sn", List.of("L")), List.of(ada)));
        UserProvisioned next =
                people.provisioned(People.login(ada, Map.of("sn", List.of("M")), List.of(ada)));

        assertThat(next.account().dn()).isEqualToIgnoringCase(first.account().dn());
        assertThat(next.account().attributes()).containsEntry("sn", List.of("M"));
    }

    @Test
    void aSecondIdentityIsRefusedByNameAndTheFirstStays() throws LDAPException {
        String dn = people.account(People.login(ada, Map.of(), null)).dn();
        List<String> before = people.values(dn, "employeeNumber");

        Object reply =
                said(people.services().identities().add(new LinkAccount("c", own, second, "c")));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        AttributeRejected.class,
                        refused -> {
                            assertThat(refused.attribute()).isEqualTo("employeeNumber");
                            assertThat(refused.detail()).contains("takes one value");
                        });
        assertThat(people.values(dn, "employeeNumber")).isEqualTo(before).hasSize(1);
        assertThat(said(people.users().find(new FindAccount(second))))
                .isInstanceOf(NoSuchAccount.class);
    }

    @Test
    void anAccountThatMatchesAndHasALinkIsNotTakenOver() throws LDAPException {
        String mail = ada + "@example.org";
        String dn = people.account(linking(own, mail)).dn();

        Object reply = people.provision(linking(second, mail));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        AttributeRejected.class,
                        refused -> assertThat(refused.attribute()).isEqualTo("employeeNumber"));
        assertThat(people.values(dn, "employeeNumber")).containsExactly(People.ISSUER + " " + ada);
    }

    /** The address is proved at every login, so that the account could be linked by it. */
    private ProvisionUser linking(FederatedIdentity identity, String mail) {
        return LoginCommand.of(identity)
                .through("corp")
                .wishing(ada)
                .with("mail", mail)
                .matching(
                        new ExistingAccounts(
                                ExistingAccounts.Policy.LINK_VERIFIED_EMAIL,
                                List.of(new Match("mail", mail)),
                                mail))
                .command();
    }
}
