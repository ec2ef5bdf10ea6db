package dev.vestibule.provisioning.link;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AccountExists;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.FindLinks.Links;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Identities that want one account at once, on every server and through two nodes. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class LinkRaceTest {
    private static final int ROUNDS = 4;
    private static final int RIVALS = 4;
    private static final String FIRST = "https://first.example";
    private static final String THIRD = "https://third.example";

    private final People one;
    private final People two;

    LinkRaceTest(DirectoryUnderTest directory) {
        one = new People(directory.started());
        two = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    @Test
    void ofManySubjectsOfOneProviderExactlyOneGetsTheAccount() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = owner();
            List<Callable<Object>> rivals = new ArrayList<>();
            for (int rival = 0; rival < RIVALS; rival++) {
                People node = rival % 2 == 0 ? one : two;
                ProvisionUser command = command(People.ISSUER, name + rival, name);
                rivals.add(() -> node.provision(command));
            }

            List<Object> replies = atOnce(rivals);

            assertThat(replies).filteredOn(LinkRaceTest::linked).hasSize(1);
            assertThat(replies).filteredOn(AccountExists.class::isInstance).hasSize(RIVALS - 1);
            assertThat(links(name)).hasSize(2);
        }
    }

    @Test
    void twoProvidersAtOnceBothGetTheAccount() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = owner();

            List<Object> replies =
                    atOnce(
                            List.of(
                                    () -> one.provision(command(People.ISSUER, name, name)),
                                    () -> two.provision(command(THIRD, name, name))));

            assertThat(replies).allMatch(LinkRaceTest::linked);
            assertThat(links(name)).hasSize(3);
        }
    }

    @Test
    void onePersonInTwoTabsIsLinkedOnce() throws Exception {
        for (int round = 0; round < ROUNDS * 3; round++) {
            String name = owner();
            ProvisionUser command = command(People.ISSUER, name, name);

            List<Object> replies =
                    atOnce(List.of(() -> one.provision(command), () -> two.provision(command)));

            assertThat(replies).allMatch(UserProvisioned.class::isInstance);
            assertThat(links(name)).hasSize(2);
        }
    }

    @Test
    void ofTwoSubjectsThatOnePersonLinksAtOnceExactlyOneIsLinked() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = owner();

            List<Object> replies =
                    atOnce(
                            List.of(
                                    () -> link(one, name, name + "1"),
                                    () -> link(two, name, name + "2")));

            assertThat(replies).filteredOn(Links.class::isInstance).hasSize(1);
            assertThat(replies).filteredOn(AccountConflict.class::isInstance).hasSize(1);
            assertThat(links(name)).hasSize(2);
        }
    }

    /** Has an account, and its provider has verified the address. */
    private String owner() {
        String name = People.freshName();
        assertThat(one.provisioned(command(FIRST, name, name)).outcome())
                .isEqualTo(Outcome.CREATED);
        return name;
    }

    private static ProvisionUser command(String issuer, String subject, String owner) {
        String mail = owner + "@example.org";
        return LoginCommand.of(new FederatedIdentity(issuer, subject))
                .with("mail", mail)
                .matching(
                        new ExistingAccounts(
                                Policy.LINK_VERIFIED_EMAIL, List.of(new Match("mail", mail)), mail))
                .command();
    }

    private static Object link(People node, String name, String subject) {
        return said(
                node.services()
                        .identities()
                        .add(
                                new LinkAccount(
                                        "link-1",
                                        new FederatedIdentity(FIRST, name),
                                        new FederatedIdentity(People.ISSUER, subject),
                                        "google")));
    }

    private List<?> links(String name) {
        Object reply =
                said(
                        one.services()
                                .identities()
                                .find(new FindLinks(new FederatedIdentity(FIRST, name))));
        assertThat(reply).isInstanceOf(Links.class);
        return ((Links) reply).links();
    }

    private static boolean linked(Object reply) {
        return reply instanceof UserProvisioned provisioned
                && provisioned.outcome() == Outcome.LINKED;
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        List<T> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(work)) {
                done.add(each.get());
            }
        }
        return done;
    }
}
