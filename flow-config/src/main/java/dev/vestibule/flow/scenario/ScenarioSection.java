package dev.vestibule.flow.scenario;

import dev.vestibule.flow.scenario.Expectation.Access;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.ItemList.Bound;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The keys of one test. */
public final class ScenarioSection {
    private static final int MOST = 2_000;

    private static final Section<Expectation> EXPECT =
            Section.of(
                    Expectation.class,
                    Map.of(
                            "path", Types.ID_TEXT,
                            "account",
                                    new ExpectedAccountType(
                                            new EntryMap<>(
                                                    "values by LDAP attribute, or none",
                                                    "LDAP attributes with their values, or none",
                                                    Types.listOf(Types.TEXT))),
                            "access",
                                    new EntryMap<>(
                                            "allowed, refused, public, login or step-up by app",
                                            "ids of apps with allowed, refused, public, login or step-up",
                                            Types.choice(Access.values()))));

    private ScenarioSection() {}

    @KeyTable(
            """
            A login as you imagine it, and how it must end. `vestibule check` finds ids that do not
            exist, and `vestibule simulate` runs it; see [testing-flows.md](testing-flows.md).
            | name | **required** | what the test shows, in a few words.
            | given | **required** | the login.
            | expect | **required** | how it must end.
            """)
    private record Written(String name, Given given, Expectation expect) {
        Scenario scenario(Fields fields) {
            return new Scenario(name, given, expect, fields.place().path());
        }
    }

    @KeyTable(
            """
            One login, and how it must end.
            | name | the name of the file | what the test shows, in a few words.
            | given | **required** | the login.
            | expect | any end | how it must end.
            """)
    private record Single(@Nullable String name, Given given, @Nullable Expectation expect) {
        Scenario scenario(Fields fields) {
            return new Scenario(
                    Objects.requireNonNullElse(name, fields.place().file()),
                    given,
                    expect,
                    fields.place().path());
        }
    }

    /** The list of tests. */
    public static ValueType<List<Scenario>> list() {
        return new ItemList<>(
                "a list of tests",
                "a list of tests, each with name, given and expect",
                Section.of(Written.class, types()).to(Written::scenario),
                new Bound(MOST, "tests", "Split the configuration into two folders."));
    }

    /** A test of a file of its own, which may have no name and expect nothing. */
    public static Section<Scenario> single() {
        return Section.of(Single.class, types()).to(Single::scenario);
    }

    private static Map<String, ValueType<?>> types() {
        return Map.of("given", GivenSection.type(), "expect", EXPECT);
    }
}
