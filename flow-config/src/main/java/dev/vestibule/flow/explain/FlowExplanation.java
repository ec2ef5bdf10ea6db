package dev.vestibule.flow.explain;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.Passage;
import dev.vestibule.flow.step.Exits;
import dev.vestibule.flow.step.Exits.Exit;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A flow in sentences. */
public record FlowExplanation(FlowConfig config, Flow flow) {

    /** The text, with a line break at its end. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Flow " + flow.id());
        lines.add(apps());
        lines.add("");
        StepSentences sentences = new StepSentences(config);
        int number = 1;
        for (Step step : flow.steps()) {
            lines.add(number + ". " + sentences.of(step));
            addCondition(step, sentences, lines);
            addExits(step.id(), lines);
            number++;
        }
        lines.add(number + ". The user has signed in.");
        lines.add("");
        flow.acr()
                .levels()
                .forEach((level, steps) ->
                        lines.add("Level " + level + " needs " + Words.listed(steps, "and") + "."));
        lines.addAll(new AccountSentences(config).of(flow));
        addAccess(lines);
        return lines.stream()
                .map(FlowExplanation::oneLine)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void addCondition(Step step, StepSentences sentences, List<String> lines) {
        if (step.when() != null) {
            lines.add("   Only if: " + step.when().source());
            lines.add("   If this cannot be evaluated, " + sentences.stricter(step) + ".");
        }
    }

    private void addExits(String step, List<String> lines) {
        Exits exits = flow.exits(step);
        if (!exits.success().equals(Exits.USUAL.success())) {
            lines.add("   Completed: the login " + goes(step, exits.success()) + ".");
        }
        if (!exits.failure().equals(Exits.USUAL.failure())) {
            lines.add("   Not completed: the login " + goes(step, exits.failure()) + ".");
        }
    }

    private String goes(String from, Exit exit) {
        String to = exit.step();
        if (to == null) {
            return exit.refuses() ? "is refused" : "goes on without it";
        }
        return flow.place(to) > flow.place(from)
                ? "goes to " + to
                : "goes back to %s, at most %d times; the next time it is refused"
                        .formatted(to, Passage.MOST_RETURNS);
    }

    private String apps() {
        List<String> apps =
                config.apps().values().stream()
                        .filter(app -> app.flow().equals(flow.id()))
                        .map(App::id)
                        .toList();
        return apps.isEmpty()
                ? "No app uses it."
                : "Users pass it before they reach " + Words.listed(apps, "and") + ".";
    }

    private void addAccess(List<String> lines) {
        for (App app : config.apps().values()) {
            if (app.flow().equals(flow.id())) {
                lines.add("");
                lines.add("App " + app.id() + ": the first rule that matches decides.");
                for (AccessRule rule : app.access()) {
                    lines.add("- " + effect(rule) + rule.condition().source());
                    if (rule.otherwise() != null) {
                        lines.add(
                                "  A user who lacks only a fresh or stronger proof signs in again"
                                        + " through "
                                        + rule.otherwise().flow()
                                        + ".");
                    }
                }
                lines.add("- Every other request is refused.");
            }
        }
    }

    private static String effect(AccessRule rule) {
        return switch (rule.effect()) {
            case PUBLIC -> "Every request passes, with or without a session, if: ";
            case ALLOW -> "A user who has signed in passes if: ";
            case DENY -> "The request is refused if: ";
        };
    }

    /** A text of the YAML may have line breaks; none of them begins a line of its own. */
    private static String oneLine(String line) {
        return line.stripTrailing().replaceAll("\\s*\\R\\s*", " ");
    }
}
