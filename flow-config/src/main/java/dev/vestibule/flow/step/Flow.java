package dev.vestibule.flow.step;

import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.schema.KeyTable;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** An ordered list of steps that a login must pass. */
@KeyTable(
        """
        One login.
        | steps | **required** | the steps of the login, in order.
        """)
public record Flow(String id, List<Step> steps) {
    public Flow {
        steps = List.copyOf(steps);
    }

    /** Where its steps are in the YAML. */
    public String path() {
        return "flows." + id + ".steps";
    }

    /** Visits each step with its path. */
    public void forEach(BiConsumer<Step, String> visit) {
        for (int index = 0; index < steps.size(); index++) {
            visit.accept(steps.get(index), path() + "[" + index + "]");
        }
    }

    /** The ids by which expressions know its steps. */
    public Set<String> stepIds() {
        return steps.stream()
                .filter(Step::isNamed)
                .map(Step::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What may be named where these steps may be completed. */
    static Scope scopeAfter(List<Step> before) {
        return before.stream().anyMatch(Step::provesIdentity)
                ? Scope.identified(new Flow("", before).stepIds())
                : Scope.beforeIdentity();
    }
}
