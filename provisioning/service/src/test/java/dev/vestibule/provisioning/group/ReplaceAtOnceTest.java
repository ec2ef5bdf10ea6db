package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One person signs in twice at once, with another list of groups each, where the provider alone
 * decides; an administrator changes the groups meanwhile.
 */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class ReplaceAtOnceTest {
    private static final int ROUNDS = 8;

    private final People one;
    private final People two;
    private final String ada = People.freshName();

    ReplaceAtOnceTest(DirectoryUnderTest directory) {
        one = new People(directory.started());
        two = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    @Test
    void noGrantIsLostAndNoMembershipIsLeftWithoutOne() throws Exception {
        Account account = one.account(login("keep"));
        for (String name : List.of("first", "second", "both", "hand")) {
            one.provisioned(People.login(ada + "o", Map.of(), List.of(group(name))));
        }
        for (int round = 0; round < ROUNDS; round++) {
            atOnce(
                    () -> one.account(login("keep", "first", "both")),
                    () -> two.account(login("keep", "both", "second")),
                    () -> change(ModificationType.ADD, "hand", account),
                    () -> change(ModificationType.DELETE, "both", account));

            assertThat(granted(account)).contains(group("keep"));
            Set<String> granted = granted(account);
            Set<String> held = held(account);
            granted.removeAll(held);
            assertThat(granted)
                    .as("grants without a membership, but what was taken away by hand")
                    .isSubsetOf(group("both"));
        }
        one.provisioned(login("keep", "both"));

        Set<String> heldOrRemoved = held(account);
        heldOrRemoved.addAll(recorded(account, "vestibuleRemovedGroup"));
        assertThat(heldOrRemoved).containsExactlyInAnyOrder(group("keep"), group("both"));
        assertThat(granted(account)).isEqualTo(held(account));
    }

    @Test
    void withoutAnAdministratorEveryMembershipHasItsGrantAndEveryGrantItsMembership()
            throws Exception {
        Account account = one.account(login("keep"));
        for (int round = 0; round < ROUNDS; round++) {
            atOnce(
                    () -> one.account(login("keep", "first", "both")),
                    () -> two.account(login("keep", "both", "second")),
                    () -> two.account(login("keep", "first", "both")),
                    () -> one.account(login("keep", "both", "second")));

            assertThat(held(account)).contains(group("keep"), group("both"));
            assertThat(granted(account)).isEqualTo(held(account));
            assertThat(recorded(account, "vestibuleRemovedGroup")).isEmpty();
        }
    }

    private String group(String name) {
        return name + "-" + ada;
    }

    private ProvisionUser login(String... groups) {
        SyncRules rules = new SyncRules(Mode.MERGE, Map.of(), Set.of(), Set.of(), Groups.REPLACE);
        List<String> names = List.of(groups).stream().map(this::group).toList();
        return LoginCommand.of(ada).granting(names).under(rules).command();
    }

    private Account change(ModificationType type, String name, Account account)
            throws LDAPException {
        try {
            one.administrator()
                    .modify(
                            People.groupDn(group(name)),
                            new Modification(type, "member", account.dn()));
        } catch (LDAPException e) {
            assertThat(e.getResultCode())
                    .as("it is so already")
                    .isIn(
                            ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
                            ResultCode.NO_SUCH_ATTRIBUTE,
                            ResultCode.ENTRY_ALREADY_EXISTS,
                            ResultCode.UNWILLING_TO_PERFORM,
                            ResultCode.OBJECT_CLASS_VIOLATION);
        }
        return account;
    }

    private Set<String> held(Account account) throws LDAPException {
        Set<String> held = new TreeSet<>();
        for (String name : List.of("keep", "first", "second", "both", "hand")) {
            if (exists(name) && one.memberDns(group(name)).contains(new DN(account.dn()))) {
                held.add(group(name));
            }
        }
        return held;
    }

    private boolean exists(String name) throws LDAPException {
        return one.administrator().getEntry(People.groupDn(group(name)), "1.1") != null;
    }

    private Set<String> granted(Account account) throws LDAPException {
        return recorded(account, "vestibuleGrantedGroup");
    }

    private Set<String> recorded(Account account, String attribute) throws LDAPException {
        Set<String> groups = new TreeSet<>();
        one.records(account.dn(), attribute)
                .forEach(grant -> groups.add(grant.substring("google ".length())));
        return groups;
    }

    @SafeVarargs
    private static void atOnce(Callable<Account>... work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Account>> done = new ArrayList<>();
            for (Callable<Account> each : work) {
                done.add(threads.submit(each));
            }
            for (Future<Account> each : done) {
                each.get();
            }
        }
    }
}
