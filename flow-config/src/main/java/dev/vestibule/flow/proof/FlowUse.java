package dev.vestibule.flow.proof;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What levels, and the rules of apps, do with a flow.
 *
 * @param flow the flow
 * @param asked ids of the steps of which the ways must tell apart what they were completed with
 * @param levels ids of the steps that a level can make apply
 * @param apps those with rules that lead to the flow
 */
record FlowUse(Flow flow, Set<String> asked, Set<String> levels, Collection<App> apps) {

    /**
     * What the levels of the flow and the rules of these apps do.
     *
     * @param sound whether an app has rules that lead somewhere
     */
    static FlowUse of(Flow flow, Collection<App> apps, Predicate<App> sound) {
        Set<String> levels = new HashSet<>();
        flow.acr().levels().values().forEach(levels::addAll);
        Set<String> asked = new HashSet<>(levels);
        for (App app : apps) {
            app.access().forEach(rule -> asked.addAll(rule.condition().steps()));
            if (app.access().stream().anyMatch(rule -> rule.otherwise() != null)) {
                flow.steps().forEach(step -> asked.add(step.id()));
            }
        }
        return new FlowUse(
                flow,
                asked,
                levels,
                apps.stream()
                        .filter(sound)
                        .filter(app -> app.access().stream().anyMatch(rule -> leadsTo(flow, rule)))
                        .toList());
    }

    private static boolean leadsTo(Flow flow, AccessRule rule) {
        return rule.otherwise() != null && rule.otherwise().flow().equals(flow.id());
    }

    /** How logins of this flow begin that continue a session with these steps of a flow. */
    List<Way> resumed(Flow passed, Way session) {
        List<Way> resumed = new ArrayList<>();
        for (App app : apps) {
            if (app.flow().equals(passed.id())) {
                resumed.addAll(resumed(app, passed, session));
            }
        }
        return resumed;
    }

    /** A rule that decides leaves those behind it without effect. */
    private List<Way> resumed(App app, Flow passed, Way session) {
        List<Way> resumed = new ArrayList<>();
        for (AccessRule rule : app.access()) {
            if (Ways.applies(rule.condition(), session.afterLogin()).orElse(false)) {
                return resumed;
            }
            if (leadsTo(flow, rule) && mayHelp(rule.condition(), session)) {
                again(rule).forEach(steps -> resumed.add(kept(passed, session).resumed(steps)));
            }
        }
        return resumed;
    }

    private static boolean mayHelp(Expression condition, Way session) {
        return condition.testAfter(session.user(), null).orElse(true);
    }

    /** Each of the steps alone, or all; none for a rule that a level is enough for. */
    private static Set<Set<String>> again(AccessRule rule) {
        Set<Set<String>> again = new HashSet<>();
        rule.condition().steps().forEach(step -> again.add(Set.of(step)));
        again.add(rule.condition().steps());
        return again;
    }

    /** Without the steps that prove less than those of the same name here. */
    private Way kept(Flow passed, Way session) {
        return passed.id().equals(flow.id()) || session.chosen() == null
                ? session
                : session.without(
                        session.chosen().entrySet().stream()
                                .filter(each -> !accepts(each.getKey(), each.getValue().orElse("")))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()));
    }

    private boolean accepts(String id, String option) {
        return flow.steps().stream()
                .filter(step -> step.isNamed() && step.id().equals(id))
                .anyMatch(step ->
                        step.options().contains(option)
                                && !(step instanceof AuthenticateStep asked
                                        && asked.offer(option).demands()));
    }
}
