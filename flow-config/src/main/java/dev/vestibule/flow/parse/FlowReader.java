package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.Step;
import dev.vestibule.flow.parse.YamlNode.Mapping;
import dev.vestibule.flow.parse.YamlNode.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one flow. */
record FlowReader(Reading reading, ExpressionReader expressions) {
    private static final int MOST_STEPS = 50;

    Flow read(String id, YamlNode node) {
        Fields fields = Fields.of(node, FlowKeys.SECTION, reading);
        return new Flow(id, fields.node(FlowKeys.STEPS).map(this::steps).orElse(List.of()));
    }

    private List<Step> steps(YamlNode node) {
        if (!(node instanceof Sequence sequence)) {
            reading.wrongKind(node, "a list of steps, each with authenticate or deny");
            return List.of();
        }
        if (sequence.items().size() > MOST_STEPS) {
            reading.problems()
                    .error(
                            node.place(),
                            sequence.items().size() + " steps",
                            "at most " + MOST_STEPS + " steps",
                            "Split the flow.");
            return List.of();
        }
        return sequence(sequence);
    }

    private List<Step> sequence(Sequence sequence) {
        List<Step> steps = new ArrayList<>();
        Set<String> before = new LinkedHashSet<>();
        Map<String, YamlNode> named = new HashMap<>();
        for (YamlNode item : sequence.items()) {
            Step step = step(item, before);
            steps.add(step);
            if (step instanceof Step.Authenticate authenticate) {
                remember(authenticate.id(), item, named);
                before.add(authenticate.id());
            }
        }
        return steps;
    }

    private void remember(String id, YamlNode item, Map<String, YamlNode> named) {
        YamlNode first = named.putIfAbsent(id, item);
        // The placeholder for a broken id has its own problem.
        if (first != null && Types.isId(id)) {
            reading.problems()
                    .error(
                            item.place().below("id"),
                            "the id " + id + " a second time; the first is in " + first.place(),
                            "an id that no other step of the flow has",
                            "Give this step another id.");
        }
    }

    private Step step(YamlNode item, Set<String> before) {
        boolean authenticates = has(item, FlowKeys.AUTHENTICATE);
        boolean denies = has(item, FlowKeys.DENY);
        Scope scope = before.isEmpty() ? Scope.beforeIdentity() : Scope.identified(before);
        if (authenticates == denies) {
            reading.problems()
                    .error(
                            item.place(),
                            authenticates
                                    ? "a step with both authenticate and deny"
                                    : "a step with neither authenticate nor deny",
                            "exactly one of authenticate, deny",
                            "Write one step for each.");
            return new Step.Deny("?", null);
        }
        return authenticates ? authenticate(item, scope, before) : deny(item, scope);
    }

    private static boolean has(YamlNode item, Key<?> key) {
        return item instanceof Mapping mapping && mapping.entries().containsKey(key.name());
    }

    private Step authenticate(YamlNode item, Scope scope, Set<String> before) {
        Fields fields = Fields.of(item, FlowKeys.AUTHENTICATE_SECTION, reading);
        return new Step.Authenticate(
                fields.get(FlowKeys.ID, "?"),
                fields.get(FlowKeys.AUTHENTICATE, List.of()),
                when(fields, FlowKeys.WHEN, scope),
                fields.node(FlowKeys.SAME_PERSON)
                        .map(node -> samePerson(node, before))
                        .orElse(null));
    }

    private @Nullable Expression samePerson(YamlNode node, Set<String> before) {
        if (before.isEmpty()) {
            reading.problems()
                    .error(
                            node.place(),
                            "same-person in the first authenticate step",
                            "same-person in a later one",
                            "Remove it: there is no earlier sign-in to compare with.");
            return null;
        }
        return expressions.read(node, Scope.samePerson(before), ResultKind.CONDITION);
    }

    private Step deny(YamlNode item, Scope scope) {
        Fields fields = Fields.of(item, FlowKeys.DENY_SECTION, reading);
        return new Step.Deny(
                fields.get(FlowKeys.DENY, "?"), when(fields, FlowKeys.DENY_WHEN, scope));
    }

    private @Nullable Expression when(Fields fields, Key<YamlNode> key, Scope scope) {
        return fields.node(key)
                .map(node -> expressions.read(node, scope, ResultKind.CONDITION))
                .orElse(null);
    }
}
