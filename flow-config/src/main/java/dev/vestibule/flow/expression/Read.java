package dev.vestibule.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression reads.
 *
 * @param steps ids of steps
 * @param ages how old a step may be that is compared with a constant time, by its id
 * @param comparisons the texts that it compares with names
 */
record Read(
        Set<String> variables,
        ClaimPaths claims,
        Set<String> steps,
        Map<String, Duration> ages,
        List<Comparison> comparisons) {
    Read {
        ages = Map.copyOf(ages);
    }

    static Read of(CelAbstractSyntaxTree tree, SyntaxCheck check) {
        return new Read(
                Set.copyOf(check.variables()),
                ClaimPaths.of(tree),
                check.steps(),
                check.ages(),
                Comparison.of(tree));
    }
}
