package dev.vestibule.flow.explain;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.provisioning.Provisioning.Prompt;
import dev.vestibule.flow.step.Flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which connections of a flow write accounts, and of what. */
record AccountSentences(FlowConfig config) {
    List<String> of(Flow flow) {
        return flow.steps().stream()
                .flatMap(step -> step.options().stream())
                .distinct()
                .map(config.connections()::get)
                .filter(Objects::nonNull)
                .flatMap(connection -> of(connection).stream())
                .toList();
    }

    private static List<String> of(Connection connection) {
        Provisioning rules = connection.provisioning();
        String id = connection.id();
        if (!rules.enabled()) {
            return List.of(
                    id
                            + ": its users get no account; apps see them as "
                            + rules.content().username().source()
                            + ".");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                id
                        + ": its users get an account at their first sign-in, named "
                        + rules.content().username().source()
                        + asked(rules.newAccounts().prompt())
                        + ".");
        if (rules.when() != null) {
            lines.add(
                    "   Only if: "
                            + rules.when().source()
                            + " (if this cannot be evaluated, no account is written)");
        }
        addContent(rules, lines);
        return lines;
    }

    private static String asked(Prompt prompt) {
        return switch (prompt) {
            case NONE -> "";
            case CONSENT -> ", after they agree";
            case USERNAME -> ", after they agree and choose a username";
            case USERNAME_AND_PASSWORD -> ", after they choose a username and a password";
        };
    }

    private static void addContent(Provisioning rules, List<String> lines) {
        rules.content()
                .attributes()
                .forEach((name, mapping) ->
                        lines.add("   " + name + ": " + source(mapping.value().source())));
        GroupMapping groups = rules.content().groups();
        if (groups != null) {
            String claimed = groups.value() == null ? "" : "those of " + groups.value().source();
            String usual =
                    groups.defaults().isEmpty()
                            ? ""
                            : "always " + Words.listed(groups.defaults(), "and");
            lines.add(
                    "   Groups: "
                            + Words.listed(
                                    List.of(claimed, usual).stream()
                                            .filter(part -> !part.isEmpty())
                                            .toList(),
                                    "and"));
        }
    }

    private static String source(String source) {
        return source.isEmpty() ? "what the user enters" : source;
    }
}
