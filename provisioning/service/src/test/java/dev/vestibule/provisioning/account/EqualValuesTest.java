package dev.vestibule.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.ldap.SchemaCache;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

/** A claim may have values twice that are one value to the attribute. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class EqualValuesTest {
    private final People people;
    private final String ada = People.freshName();

    EqualValuesTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void ofValuesThatDifferInCaseOneIsKept() throws LDAPException {
        UserProvisioned created = login("red", "Room", "room", "ROOM");

        assertThat(created.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(held(created)).containsExactlyInAnyOrder("red", "ROOM");
    }

    @Test
    void theirOrderWritesNothing() {
        login("Room", "room");

        assertThat(login("room", "Room").outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aValueThatIsThereInAnotherCaseIsNoConflict() throws LDAPException {
        login("room");

        UserProvisioned changed = login("room", "Room", "blue");

        assertThat(held(changed)).containsExactlyInAnyOrder("Room", "blue");
    }

    @Test
    void aDirectoryWhoseSchemaCannotBeReadRefusesThemItself() {
        SchemaEquality equality =
                new SchemaEquality(
                        new SchemaCache(
                                () -> {
                                    throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
                                },
                                people.clock()));

        assertThat(equality.different("roomNumber", List.of("A", "a"))).containsExactly("A", "a");
    }

    private UserProvisioned login(String... values) {
        return people.provisioned(People.login(ada, Map.of("roomNumber", List.of(values)), null));
    }

    private List<String> held(UserProvisioned reply) throws LDAPException {
        return people.values(reply.account().dn(), "roomNumber");
    }
}
