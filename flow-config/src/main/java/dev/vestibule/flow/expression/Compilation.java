package dev.vestibule.flow.expression;

import java.util.List;

/** The compiler's answer. */
public sealed interface Compilation {

    /** The expression is sound. */
    record Compiled(Expression expression) implements Compilation {}

    /** The expression cannot be used; at least one issue says why. */
    record Rejected(List<Issue> issues) implements Compilation {
        public Rejected {
            issues = List.copyOf(issues);
        }
    }

    /**
     * One finding inside an expression.
     *
     * @param line line of the expression, from 1
     * @param column column of that line, from 0
     * @param found what is wrong, in words
     * @param allowed what is allowed there
     * @param remedy what to do
     */
    record Issue(int line, int column, String found, String allowed, String remedy) {}
}
