package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Two nodes, that share nothing but the directory, do everything at once. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class ConcurrencyTest {
    private static final int LOGINS = 200;

    private final List<People> nodes;
    private final People people;
    private final String ada = People.freshName();

    ConcurrencyTest(DirectoryUnderTest directory) {
        TestDirectory started = directory.started();
        nodes = List.of(new People(started), new People(started));
        people = nodes.getFirst();
    }

    @AfterEach
    void disconnect() {
        nodes.forEach(People::close);
    }

    @Test
    void manyFirstLoginsOfOnePersonMakeOneAccount() throws Exception {
        ProvisionUser login =
                People.login(ada, Map.of("mail", List.of("a@b.example")), List.of(ada));

        List<UserProvisioned> replies = atOnce(LOGINS, _ -> login);

        assertThat(replies).extracting(reply -> reply.account().dn()).containsOnly(dn(replies));
        assertThat(replies).filteredOn(reply -> reply.outcome().equals(Outcome.CREATED)).hasSize(1);
        assertThat(people.linked(ada)).hasSize(1);
        assertThat(people.members(ada)).containsExactly(dn(replies));
    }

    @Test
    void manyPeopleWithOneWishGetNamesOfTheirOwn() throws Exception {
        List<UserProvisioned> replies = atOnce(LOGINS, i -> wishingAda(ada + "/" + i));

        assertThat(replies).extracting(reply -> reply.account().username()).doesNotHaveDuplicates();
        assertThat(replies).extracting(UserProvisioned::outcome).containsOnly(Outcome.CREATED);
    }

    @Test
    void nobodyIsLostWhenManyJoinAGroupAtOnce() throws Exception {
        List<UserProvisioned> replies =
                atOnce(40, i -> People.login(ada + i + "-x", Map.of(), List.of(ada)));

        assertThat(people.members(ada))
                .containsExactlyInAnyOrderElementsOf(
                        replies.stream().map(reply -> reply.account().dn()).toList());
    }

    @Test
    void nobodyIsLeftWhenManyLeaveAGroupAtOnce() throws Exception {
        atOnce(40, i -> People.login(ada + i + "-x", Map.of(), List.of(ada)));

        List<UserProvisioned> replies =
                atOnce(40, i -> People.login(ada + i + "-x", Map.of(), List.of()));

        assertThat(people.members(ada)).containsExactly(people.placeholder());
        assertThat(replies).allSatisfy(reply -> assertThat(reply.account().groups()).isEmpty());
    }

    @Test
    void twoConnectionsThatDropAGroupAtOnceLeaveNoMembership() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = ada + round + "-x";
            people.provisioned(People.login("google", name, Map.of(), List.of(name)));
            people.provisioned(People.login("corp", name, Map.of(), List.of(name)));

            atOnce(2, i -> People.login(i == 0 ? "google" : "corp", name, Map.of(), List.of()));

            assertThat(people.members(name)).containsExactly(people.placeholder());
        }
    }

    @Test
    void grantsAndWithdrawalsAtOnceLeaveNoMembershipWithoutItsGrant() throws Exception {
        Account account = people.account(People.login(ada, Map.of(), List.of(ada)));
        for (int round = 0; round < 20; round++) {
            atOnce(8, i -> People.login(ada, Map.of(), i % 2 == 0 ? List.of(ada) : List.of()));

            boolean member = people.members(ada).contains(account.dn());
            boolean granted =
                    people.values(account.dn(), "vestibuleGrantedGroup").contains("google " + ada);
            assertThat(!member || granted).as("a membership has its grant").isTrue();
        }
    }

    @Test
    void differentClaimsAtOnceLeaveAnEntryThatStillFollowsClaims() throws Exception {
        people.account(People.login(ada, Map.of("mail", List.of("0@b.example")), null));
        atOnce(20, i -> People.login(ada, Map.of("mail", List.of(i + "@b.example")), null));

        Account account =
                people.account(People.login(ada, Map.of("mail", List.of("z@b.example")), null));

        assertThat(people.values(account.dn(), "mail")).containsExactly("z@b.example");
    }

    private ProvisionUser wishingAda(String subject) {
        return LoginCommand.of(subject).wishing(ada).command();
    }

    private static String dn(List<UserProvisioned> replies) {
        return replies.getFirst().account().dn();
    }

    private List<UserProvisioned> atOnce(int logins, IntFunction<ProvisionUser> login)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<UserProvisioned>> work = new ArrayList<>();
        for (int i = 0; i < logins; i++) {
            People node = nodes.get(i % nodes.size());
            ProvisionUser command = login.apply(i);
            work.add(() -> {
                start.await();
                return node.provisioned(command);
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UserProvisioned>> answers = work.stream().map(threads::submit).toList();
            start.countDown();
            List<UserProvisioned> replies = new ArrayList<>();
            for (Future<UserProvisioned> answer : answers) {
                replies.add(answer.get());
            }
            return replies;
        }
    }
}
