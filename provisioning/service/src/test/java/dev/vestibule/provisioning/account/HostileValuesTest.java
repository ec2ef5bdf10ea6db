package dev.vestibule.provisioning.account;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Whatever a claim says, it is stored as it is, or refused under its name. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class HostileValuesTest {
    private static final String SPECIAL = ",+\"\\<>;=*()#&|!/ \u0000\n\u00a0\u200d\u202e\ufffe'%";
    private static final int RANDOM_TEXTS = 120;

    private final People people;
    private final String ada = People.freshName();

    HostileValuesTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    static Stream<String> texts() {
        return Stream.of(
                "*)(uid=*",
                "x,ou=admins",
                "x,ou=people,dc=example,dc=org",
                "#hash",
                " leading and trailing ",
                "a\\2cb",
                "a\\",
                "=",
                "\"quoted\"",
                "a+uid=root",
                "<script>;",
                "ﬁn",
                "İstanbul ß",
                "\ud83d\ude00");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aSpecialTextIsKeptAsItIs(String text) throws LDAPException {
        Account account = people.account(login(text + ada, text + ada, List.of(text + ada)));

        assertThat(account.username()).isEqualTo((text + ada).strip());
        assertThat(account.groups()).containsExactly((text + ada).strip());
        assertThat(people.values(account.dn(), "description")).containsExactly(text + ada);
        assertThat(new DN(account.dn()).getParent())
                .isEqualTo(new DN("ou=people," + TestDirectory.BASE));
    }

    @Test
    void anyTextIsKeptOrRefusedByName() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = text(random);
            ProvisionUser login = login(text, text, List.of(text));

            assertKeptOrRefused(login, people.provision(login), seed);
        }
    }

    private void assertKeptOrRefused(ProvisionUser login, Object reply, long seed) {
        if (reply instanceof UserProvisioned provisioned) {
            Account account = provisioned.account();
            String text = login.profile().username();
            assertThat(account.username()).as("seed %d", seed).startsWith(text.strip());
            if (provisioned.changes().omitted().isEmpty()) {
                assertThat(account.attributes()).containsEntry("description", List.of(text));
            } else {
                assertThat(account.attributes()).doesNotContainKey("description");
            }
            assertThat(account.groups()).containsExactly(text.strip());
            assertThat(said(people.users().find(new FindAccount(login.identity()))))
                    .as("seed %d text %s", seed, text)
                    .isEqualTo(account);
        } else {
            assertThat(reply).as("seed %d", seed).isInstanceOf(AttributeRejected.class);
            assertThat(((AttributeRejected) reply).attribute())
                    .isIn("uid", "description", "groups", "vestibuleFederatedIdentity");
        }
    }

    @Test
    void aValueOfTheLargestSizeIsKept() throws LDAPException {
        String large = "é".repeat(AttributeRules.LONGEST_VALUE / 2);

        Account account = people.account(login(ada, large, null));

        assertThat(people.values(account.dn(), "description")).containsExactly(large);
    }

    @Test
    void aLargerValueIsRefusedByName() {
        String tooLarge = "é".repeat(AttributeRules.LONGEST_VALUE / 2) + "x";

        assertThat(people.provision(login(ada, tooLarge, null)))
                .isEqualTo(
                        new AttributeRejected(
                                "description", "description has a value of more than 65536 bytes"));
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 12);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
                case 1 -> text.append((char) random.nextInt('a', 'z'));
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.appendCodePoint(random.nextInt(0x110000));
            }
        }
        return text.toString();
    }

    private ProvisionUser login(String username, String value, @Nullable List<String> groups) {
        return LoginCommand.of(ada + username)
                .wishing(username)
                .with("description", value)
                .granting(groups)
                .command();
    }
}
