package dev.vestibule.flow.expression;

/**
 * How large an expression and its work may become. An editor of the YAML is trusted, but the claims
 * that an expression works on come from outside.
 */
final class ExpressionLimits {
    /** Characters of one expression. */
    static final int SOURCE = 1_000;

    /** Nodes of the syntax tree. */
    static final int NODES = 300;

    /** Levels of nesting. */
    static final int DEPTH = 32;

    /** Comprehensions in one expression: each can multiply the work of the one before. */
    static final int COMPREHENSIONS = 3;

    /** Elements visited by all comprehensions together. */
    static final int ITERATIONS = 10_000;

    /** Instructions of one compiled regular expression; RE2 then runs in linear time. */
    static final int REGEX = 2_000;

    /** Characters of a text that an expression makes. */
    static final int TEXT = 65_536;

    /** Elements of a list that an expression makes. */
    static final int LIST = 10_000;

    private ExpressionLimits() {}
}
