package dev.vestibule.flow.simulate;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.scenario.Given;
import dev.vestibule.flow.scenario.Scenario;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.provisioning.vocabulary.Counted;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which logins end in another way after a change, over the tests of both versions. A test that both
 * have under one name is that of the new version.
 *
 * @param logins those that end in another way
 * @param same how many do not
 */
public record FlowDiff(List<ChangedLogin> logins, int same) {
    public FlowDiff {
        logins = List.copyOf(logins);
    }

    /**
     * A login that ends in another way.
     *
     * @param changes what is different, by its name
     */
    public record ChangedLogin(String name, Map<String, Change> changes) {}

    /** One thing before and after the change. */
    public record Change(String before, String after) {}

    /** Compares two versions. */
    public static FlowDiff of(FlowConfig before, FlowConfig after, DirectoryValues directory) {
        Map<String, Scenario> tests = new LinkedHashMap<>();
        before.tests().forEach(test -> tests.put(test.name(), test));
        after.tests().forEach(test -> tests.put(test.name(), test));
        List<ChangedLogin> changed = new ArrayList<>();
        for (Scenario test : tests.values()) {
            Map<String, Change> changes =
                    changes(
                            facts(before, test.given(), directory),
                            facts(after, test.given(), directory));
            if (!changes.isEmpty()) {
                changed.add(new ChangedLogin(test.name(), changes));
            }
        }
        return new FlowDiff(changed, tests.size() - changed.size());
    }

    private static Map<String, Change> changes(
            Map<String, String> before, Map<String, String> after) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, String> all = new LinkedHashMap<>(before);
        all.putAll(after);
        for (String name : all.keySet()) {
            Change change =
                    new Change(before.getOrDefault(name, "none"), after.getOrDefault(name, "none"));
            if (!change.before().equals(change.after())) {
                changes.put(name, change);
            }
        }
        return changes;
    }

    /** What is compared of a login, in words. */
    private static Map<String, String> facts(
            FlowConfig config, Given given, DirectoryValues directory) {
        Map<String, String> facts = new LinkedHashMap<>();
        String missing = missing(config, given);
        if (missing != null) {
            facts.put("ending", missing);
            return facts;
        }
        Simulation login = new Simulator(config, directory).play(given);
        facts.put("ending", login.ending().words());
        facts.put("path", login.path().toString());
        SimulatedAccount account = login.account();
        if (account != null) {
            facts.put("account", account.dn());
            new TreeMap<>(account.attributes())
                    .forEach((name, values) -> facts.put("account " + name, values.toString()));
            facts.put("account groups", account.groups().stream().sorted().toList().toString());
        }
        login.access()
                .forEach((app, result) ->
                        facts.put("access to " + app, Types.word(result.access())));
        return facts;
    }

    /** What the login needs and this version does not have; null when it can be played. */
    private static @Nullable String missing(FlowConfig config, Given given) {
        if (given.flow() != null && !config.flows().containsKey(given.flow())) {
            return "no flow " + given.flow();
        }
        if (given.app() != null && !config.apps().containsKey(given.app())) {
            return "no app " + given.app();
        }
        return null;
    }

    /** For a user: each login with what is different, and a summary. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (ChangedLogin login : logins) {
            text.append(line(login.name())).append('\n');
            login.changes()
                    .forEach((name, change) ->
                            text.append(
                                    "  %s\n    - %s\n    + %s\n"
                                            .formatted(
                                                    line(name),
                                                    line(change.before()),
                                                    line(change.after()))));
            text.append('\n');
        }
        return text.append(summary()).append('\n').toString();
    }

    private String summary() {
        return "%s %s differently, %d %s not"
                .formatted(
                        Counted.of(logins.size(), "login"),
                        logins.size() == 1 ? "ends" : "end",
                        same,
                        same == 1 ? "does" : "do");
    }

    private static String line(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    /** The same for a program, as an object of JSON. */
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("different", logins.size());
        object.put("same", same);
        object.put("logins", logins.stream().map(FlowDiff::object).toList());
        return object;
    }

    private static Map<String, Object> object(ChangedLogin login) {
        Map<String, Object> changes = new LinkedHashMap<>();
        login.changes()
                .forEach((name, change) ->
                        changes.put(
                                name, Map.of("before", change.before(), "after", change.after())));
        return Map.of("name", login.name(), "changes", changes);
    }
}
