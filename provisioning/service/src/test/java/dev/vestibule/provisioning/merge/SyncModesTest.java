package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class SyncModesTest {
    private static final String OLD = "old@example.org";
    private static final String NEW = "new@example.org";
    private static final String BY_HAND = "by-hand@example.org";

    private final People people;
    private final String ada = People.freshName();

    SyncModesTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatTheMappingDoesNotOwnOutlivesEveryLogin(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("mail", List.of(OLD)));
        replace(dn, "title", "Countess");

        login(mode, Map.of("mail", List.of(NEW)));

        assertThat(people.values(dn, "title")).containsExactly("Countess");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aClaimThatIsNotSentWipesNothing(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("mail", List.of(OLD)));

        login(mode, Map.of("givenName", List.of("Ada"), "mail", List.of(" ")));

        assertThat(people.values(dn, "mail")).containsExactly(OLD);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aChangedClaimFollowsAtEveryLoginAndNotOnlyAtTheFirst(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("mail", List.of(OLD)));

        login(mode, Map.of("mail", List.of(NEW)));

        assertThat(people.values(dn, "mail")).containsExactly(NEW);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OVERRIDE_ALL", "PRESERVE_LOCAL"})
    void theProvidersValueReplacesOneThatWasSetByHand(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("mail", List.of(OLD)));
        replace(dn, "mail", BY_HAND);

        login(mode, Map.of("mail", List.of(OLD)));

        assertThat(people.values(dn, "mail")).containsExactly(OLD);
    }

    @Test
    void withoutSynchronisationNothingIsWrittenAfterTheFirstLogin() throws LDAPException {
        String dn = login(Mode.NONE, Map.of("mail", List.of(OLD)));
        String before = people.entry(dn).toLDIFString();

        UserProvisioned reply =
                provision(
                        rules(Mode.NONE, Set.of("mail")),
                        Map.of("title", List.of("Countess"), "sn", List.of("King")));

        assertThat(reply.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(people.entry(dn).toLDIFString()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClearedValueIsRemovedAndComesBackWithTheClaim(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("mail", List.of(OLD)));

        provision(rules(mode, Set.of("mail")), Map.of());
        List<String> cleared = people.values(dn, "mail");
        login(mode, Map.of("mail", List.of(NEW)));

        assertThat(cleared).isEmpty();
        assertThat(people.values(dn, "mail")).containsExactly(NEW);
    }

    @Test
    void clearingKeepsWhatAnAdministratorSet() throws LDAPException {
        String dn = login(Mode.MERGE, Map.of("mail", List.of(OLD)));
        replace(dn, "mail", BY_HAND);

        provision(rules(Mode.MERGE, Set.of("mail")), Map.of());

        assertThat(people.values(dn, "mail")).containsExactly(BY_HAND);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whatAnEntryCannotBeWithoutIsClearedToItsStandIn(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("sn", List.of("King"), "cn", List.of("Ada King")));

        provision(rules(mode, Set.of("sn", "cn")), Map.of());

        assertThat(people.values(dn, "sn")).containsExactly("-");
        assertThat(people.values(dn, "cn")).containsExactly(ada);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void clearingTwiceWritesOnce(Mode mode) throws LDAPException {
        login(mode, Map.of("mail", List.of(OLD)));
        provision(rules(mode, Set.of("mail", "title")), Map.of());

        assertThat(provision(rules(mode, Set.of("mail", "title")), Map.of()).outcome())
                .isEqualTo(Outcome.UNCHANGED);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDefaultNeverReplacesAValue(Mode mode) throws LDAPException {
        String dn = login(mode, Map.of("sn", List.of("King"), "givenName", List.of("Ada")));
        SyncRules defaulted = new SyncRules(mode, Map.of(), Set.of("sn"), Set.of(), Groups.MERGE);

        provision(defaulted, Map.of("sn", List.of("-"), "givenName", List.of("Ada")));

        assertThat(people.values(dn, "sn")).containsExactly("King");
        assertThat(people.values(dn, "cn")).containsExactly("Ada King");
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void anAttributesOwnRuleWinsOverTheConnections(Mode mode) throws LDAPException {
        SyncRules rules =
                new SyncRules(
                        mode,
                        Map.of("Mail", Timing.ON_CREATE, "title", Timing.IF_EMPTY),
                        Set.of(),
                        Set.of(),
                        Groups.MERGE);
        String dn =
                provision(rules, Map.of("mail", List.of(OLD), "sn", List.of("King")))
                        .account()
                        .dn();
        provision(rules, Map.of("mail", List.of(NEW), "title", List.of("Lady")));

        provision(
                rules,
                Map.of(
                        "mail", List.of(NEW),
                        "title", List.of("Countess"),
                        "sn", List.of("Lovelace")));

        assertThat(people.values(dn, "mail")).containsExactly(OLD);
        assertThat(people.values(dn, "title")).containsExactly("Lady");
        assertThat(people.values(dn, "sn")).containsExactly("Lovelace");
    }

    @Test
    void overridingKeepsAnAddressThatIsNotSentAndEndsTheOldGroup() throws LDAPException {
        String first = "first-" + ada;
        String second = "second-" + ada;
        SyncRules rules = rules(Mode.OVERRIDE_ALL, Set.of());
        people.provisioned(
                LoginCommand.of(ada)
                        .with("mail", OLD)
                        .granting(List.of(first))
                        .under(rules)
                        .command());

        UserProvisioned reply =
                people.provisioned(
                        LoginCommand.of(ada)
                                .with("sn", "King")
                                .granting(List.of(second))
                                .under(rules)
                                .command());

        assertThat(reply.account().groups()).containsExactly(second);
        assertThat(people.values(reply.account().dn(), "mail")).containsExactly(OLD);
        assertThat(people.values(reply.account().dn(), "sn")).containsExactly("King");
    }

    @Test
    void theMergeProtectsAgainAfterAnotherMode() throws LDAPException {
        String dn = login(Mode.MERGE, Map.of("mail", List.of(OLD)));
        replace(dn, "mail", BY_HAND);
        login(Mode.OVERRIDE_ALL, Map.of("mail", List.of(NEW)));
        replace(dn, "mail", BY_HAND);

        login(Mode.MERGE, Map.of("mail", List.of(OLD)));

        assertThat(people.values(dn, "mail")).containsExactly(BY_HAND);
    }

    private String login(Mode mode, Map<String, List<String>> attributes) {
        return provision(rules(mode, Set.of()), attributes).account().dn();
    }

    private UserProvisioned provision(SyncRules rules, Map<String, List<String>> attributes) {
        return people.provisioned(LoginCommand.of(ada).with(attributes).under(rules).command());
    }

    private static SyncRules rules(Mode mode, Set<String> cleared) {
        return new SyncRules(mode, Map.of(), Set.of(), cleared, Groups.MERGE);
    }

    private void replace(String dn, String attribute, String... values) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    }
}
