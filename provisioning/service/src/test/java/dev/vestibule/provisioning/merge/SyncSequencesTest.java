package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Logins and an administrator's edits of one attribute, in any order. */
class SyncSequencesTest {
    private static final String ATTRIBUTE = "title";

    private sealed interface Step {}

    /** Empty for a claim that is not sent. */
    private record Login(List<String> values) implements Step {}

    private record LoginThatClears() implements Step {}

    /** Empty removes. */
    private record Edit(List<String> values) implements Step {}

    @Property(tries = 60)
    void everyModeKeepsItsPromise(@ForAll Mode mode, @ForAll("steps") List<Step> steps)
            throws LDAPException {
        try (EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
                People people = new People(directory)) {
            Expected expected = new Expected(mode);
            String ada = People.freshName();
            String dn = people.account(command(mode, ada, new Login(List.of()))).dn();
            people.administrator()
                    .modify(dn, new Modification(ModificationType.ADD, "description", "by hand"));
            for (Step step : steps) {
                carryOut(people, dn, mode, ada, step);
                expected.after(step);

                assertThat(people.values(dn, ATTRIBUTE))
                        .as("%s after %s of %s", mode, step, steps)
                        .containsExactlyInAnyOrderElementsOf(expected.held);
                assertThat(people.values(dn, "description")).containsExactly("by hand");
            }
        }
    }

    /** Another account of the rules, without fingerprints. */
    private static final class Expected {
        private final Mode mode;
        private Set<String> held = Set.of();
        private @Nullable Set<String> ours;

        Expected(Mode mode) {
            this.mode = mode;
        }

        void after(Step step) {
            switch (step) {
                case Edit(var values) -> held = Set.copyOf(values);
                case LoginThatClears() -> written(Set.of());
                case Login(var values) -> {
                    if (!values.isEmpty()) {
                        written(Set.copyOf(values));
                    }
                }
            }
        }

        private void written(Set<String> values) {
            boolean untouched = ours == null ? held.isEmpty() : held.equals(ours);
            if (mode == Mode.NONE || values.isEmpty() && held.isEmpty() && ours == null) {
                return;
            }
            if (mode != Mode.MERGE || untouched || held.equals(values)) {
                held = values;
                ours = values;
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<List<String>> values =
                Arbitraries.of("a", "b", "c d").list().uniqueElements().ofMaxSize(2);
        Arbitrary<Step> logins = values.map(Login::new);
        Arbitrary<Step> edits = values.map(Edit::new);
        return Arbitraries.oneOf(logins, edits, Arbitraries.just(new LoginThatClears()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static void carryOut(People people, String dn, Mode mode, String ada, Step step)
            throws LDAPException {
        if (step instanceof Edit(var values)) {
            people.administrator()
                    .modify(
                            dn,
                            new Modification(
                                    ModificationType.REPLACE,
                                    ATTRIBUTE,
                                    values.toArray(String[]::new)));
            return;
        }
        ProvisionUser command = command(mode, ada, step);
        people.provisioned(command);
        String once = people.entry(dn).toLDIFString();
        assertThat(people.provisioned(command).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(people.entry(dn).toLDIFString()).as("the same command again").isEqualTo(once);
    }

    private static ProvisionUser command(Mode mode, String ada, Step step) {
        Set<String> cleared = step instanceof LoginThatClears ? Set.of(ATTRIBUTE) : Set.of();
        Map<String, List<String>> attributes =
                step instanceof Login(var values) ? Map.of(ATTRIBUTE, values) : Map.of();
        return LoginCommand.of(ada)
                .with(attributes)
                .under(new SyncRules(mode, Map.of(), Set.of(), cleared, Groups.MERGE))
                .command();
    }
}
