package dev.vestibule.flow.proof;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.step.Flow;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What the rules of apps do with a flow.
 *
 * @param asked ids of the steps that rules read
 * @param forced ids of the steps that can apply although their condition is false: a level needs
 *     them, or a rule sends users to them
 */
record FlowUse(Set<String> asked, Set<String> forced) {

    static FlowUse of(Flow flow, Collection<App> apps) {
        Set<String> asked = new HashSet<>();
        Set<String> forced = new HashSet<>();
        flow.acr().levels().values().forEach(forced::addAll);
        for (App app : apps) {
            for (AccessRule rule : app.access()) {
                if (app.flow().equals(flow.id())) {
                    asked.addAll(rule.condition().steps());
                }
                if (rule.otherwise() != null && rule.otherwise().flow().equals(flow.id())) {
                    forced.addAll(rule.condition().steps());
                }
            }
        }
        return new FlowUse(asked, forced);
    }
}
