package dev.vestibule.provisioning.credential;

import static dev.vestibule.provisioning.testing.People.said;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.MEMORY;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.PASSKEY;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.RECOVERY_CODE;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.TOTP_SECRET;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.FactorsChanged;
import dev.vestibule.provisioning.api.CredentialCommand.ResetFactors;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.FactorsHidden;
import dev.vestibule.provisioning.api.ReadFactors;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;

/** A directory that does not show the gateway what an account has set up. */
class HiddenFactorsTest {
    private static final String STATE = "vestibuleSyncState";

    private final HidingRules rules = new HidingRules();
    private final InMemoryDirectory directory = InMemoryDirectory.start(rules);
    private final People people = new People(directory);
    private final String ada = People.freshName();
    private final String id =
            people.account(LoginCommand.of(ada).with("mail", ada + "@example.org").command()).id();
    private final String dn = read().account().dn();

    /** Access rules of the directory that keep attributes from the gateway. */
    private static final class HidingRules extends InMemoryOperationInterceptor {
        private volatile Set<String> hidden = Set.of();

        void hide(String... attributes) {
            hidden = Set.of(attributes);
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry result) {
            Entry shown = requireNonNull(result.getSearchEntry()).duplicate();
            hidden.forEach(shown::removeAttribute);
            result.setSearchEntry(shown);
        }
    }

    @AfterEach
    void close() {
        people.close();
        directory.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOTP_SECRET", "RECOVERY_CODE", "PASSKEY"})
    void aFactorThatTheDirectoryHidesIsNotTakenForNone(FactorAttribute attribute) {
        change(attribute, List.of(), List.of("x"));
        rules.hide(attribute.attribute());

        assertThat(read().of(attribute)).isEmpty();
        assertThat(read().isHidden(attribute)).isTrue();
        assertThat(change(attribute, List.of(), List.of("y"))).isInstanceOf(FactorsHidden.class);
        rules.hide();
        assertThat(read().of(attribute)).containsExactly("x");
    }

    @Test
    void whereTheMarkIsHiddenTooNoFactorIsSetUpBesideTheOne() {
        change(TOTP_SECRET, List.of(), List.of("x"));
        rules.hide(TOTP_SECRET.attribute(), STATE);

        assertThat(change(TOTP_SECRET, List.of(), List.of("y"))).isInstanceOf(FactorsHidden.class);
        rules.hide();
        assertThat(read().of(TOTP_SECRET)).containsExactly("x");
    }

    @Test
    void theMarkComesAndGoesWithTheValuesInOneModification() throws LDAPException {
        change(RECOVERY_CODE, List.of(), List.of("one", "two"));
        List<String> enrolled = marks();
        change(RECOVERY_CODE, List.of("one"), List.of());
        List<String> oneLeft = marks();
        change(RECOVERY_CODE, List.of("two"), List.of());

        assertThat(enrolled).containsExactly("memory enrolled vestibuleRecoveryCode");
        assertThat(oneLeft).isEqualTo(enrolled);
        assertThat(marks()).isEmpty();
        assertThat(read().isHidden(RECOVERY_CODE)).isFalse();
        assertThat(change(RECOVERY_CODE, List.of(), List.of("three")))
                .isInstanceOf(FactorsChanged.class);
    }

    @Test
    void anAccountFromBeforeTheMarkWorksAndGetsItAtItsNextUse() throws LDAPException {
        change(PASSKEY, List.of(), List.of("count 1"));
        people.administrator()
                .modify(
                        dn,
                        new Modification(
                                ModificationType.DELETE,
                                STATE,
                                "memory enrolled vestibulePasskey"));

        assertThat(read().of(PASSKEY)).containsExactly("count 1");
        assertThat(read().isMarked(PASSKEY)).isFalse();
        assertThat(use(PASSKEY, List.of(), List.of())).isInstanceOf(FactorsChanged.class);
        assertThat(read().isMarked(PASSKEY)).isTrue();
        assertThat(read().of(PASSKEY)).containsExactly("count 1");
    }

    @Test
    void aUseOfAnAccountWithoutFactorsLeavesNoMark() throws LDAPException {
        use(PASSKEY, List.of(), List.of());

        assertThat(marks()).isEmpty();
    }

    @Test
    void noNoteOfTheGatewayIsTakenForTheMark() {
        change(TOTP_SECRET, List.of(), List.of("x"));

        assertThat(read().of(MEMORY)).isEmpty();
        assertThat(change(MEMORY, List.of(), List.of("enrolled vestibulePasskey")))
                .isInstanceOf(AttributeRejected.class);
        reset(MEMORY);
        assertThat(read().isMarked(TOTP_SECRET)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anAdministratorResetsWhatCannotBeRead(Hidden hidden) throws LDAPException {
        change(TOTP_SECRET, List.of(), List.of("x"));
        rules.hide(hidden.attributes);

        assertThat(reset(TOTP_SECRET))
                .isInstanceOfSatisfying(
                        FactorsChanged.class,
                        done -> assertThat(done.changed()).containsExactly(TOTP_SECRET));
        rules.hide();
        assertThat(marks()).isEmpty();
        assertThat(people.values(dn, TOTP_SECRET.attribute())).isEmpty();
        assertThat(change(TOTP_SECRET, List.of(), List.of("y"))).isInstanceOf(FactorsChanged.class);
    }

    @Test
    void aMarkWhoseValuesWereDeletedByHandIsResetToo() throws LDAPException {
        change(TOTP_SECRET, List.of(), List.of("x"));
        people.administrator()
                .modify(dn, new Modification(ModificationType.DELETE, TOTP_SECRET.attribute()));

        assertThat(read().isHidden(TOTP_SECRET)).isTrue();
        reset(TOTP_SECRET);
        assertThat(read().isHidden(TOTP_SECRET)).isFalse();
    }

    private enum Hidden {
        VALUES("vestibuleTotpSecret"),
        MARK(STATE),
        BOTH("vestibuleTotpSecret", STATE);

        private final String[] attributes;

        Hidden(String... attributes) {
            this.attributes = attributes;
        }
    }

    private AccountFactors read() {
        return (AccountFactors)
                said(people.services().credentials().factors().read(new ReadFactors(id)));
    }

    private List<String> marks() throws LDAPException {
        return people.values(dn, STATE).stream()
                .filter(value -> value.startsWith("memory enrolled "))
                .toList();
    }

    private Object change(FactorAttribute attribute, List<String> removed, List<String> added) {
        return change(new ChangeFactors("command-1", id, attribute, removed, added, false));
    }

    private Object use(FactorAttribute attribute, List<String> removed, List<String> added) {
        return change(new ChangeFactors("command-1", id, attribute, removed, added, true));
    }

    private Object change(ChangeFactors command) {
        return said(people.services().credentials().factors().change(command));
    }

    private Object reset(FactorAttribute attribute) {
        return said(
                people.services()
                        .credentials()
                        .factors()
                        .reset(new ResetFactors("command-1", ada, Set.of(attribute))));
    }
}
