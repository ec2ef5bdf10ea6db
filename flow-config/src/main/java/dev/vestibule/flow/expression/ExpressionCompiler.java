package dev.vestibule.flow.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.Compilation.Issue;
import dev.vestibule.flow.expression.Compilation.Rejected;
import dev.vestibule.flow.expression.SyntaxCheck.Read;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.problem.Place;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Compiles expressions: typed, bounded, and without access to anything except the facts. Safe for
 * use by several threads.
 */
public final class ExpressionCompiler {
    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(ExpressionLimits.SOURCE)
                    .maxParseExpressionNodeCount(ExpressionLimits.NODES)
                    .maxParseRecursionDepth(ExpressionLimits.DEPTH)
                    .comprehensionMaxIterations(ExpressionLimits.ITERATIONS)
                    .maxRegexProgramSize(ExpressionLimits.REGEX)
                    .build();

    /** Those of CEL but the one for which {@link Shorthands} has another. */
    private static final Set<CelStandardMacro> STANDARD_MACROS =
            CelStandardMacro.STANDARD_MACROS.stream()
                    .filter(macro -> macro != CelStandardMacro.HAS)
                    .collect(Collectors.toUnmodifiableSet());

    private static final int REMEMBERED = 2_000;

    private final CelParser parser =
            CelParserFactory.standardCelParserBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(STANDARD_MACROS)
                    .addMacros(Shorthands.macros())
                    .build();
    private final TypeCheckers checkers = new TypeCheckers(OPTIONS);
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .setStandardEnvironmentEnabled(false)
                    .setStandardFunctions(Functions.standard())
                    .addLibraries(Functions.strings())
                    .addFunctionBindings(new Functions(OPTIONS).bindings())
                    .build();

    private final ConcurrentMap<Text, Compilation> known = new ConcurrentHashMap<>();
    private final Failures failures;

    /**
     * Hears of each expression that fails while it is evaluated, so that editors can learn of it.
     */
    @FunctionalInterface
    public interface Failures {
        /** Hears of none. */
        Failures UNHEARD = (_, _) -> {};

        /**
         * An expression has failed, and the stricter branch is taken.
         *
         * @param place where it is written
         * @param failure why, without the value of a claim
         */
        void failed(Place place, ExpressionException failure);
    }

    /** Whose expressions fail unheard. */
    public ExpressionCompiler() {
        this(Failures.UNHEARD);
    }

    /**
     * @param failures hears of each failure of an expression that is read from YAML
     */
    public ExpressionCompiler(Failures failures) {
        this.failures = failures;
    }

    /** What decides about the result of a compilation. */
    private record Text(String source, Scope scope, ResultKind result) {}

    /** Who hears of failures. */
    public Failures failures() {
        return failures;
    }

    /** Compiles the text for a place where this scope holds and this kind of result is needed. */
    public Compilation compile(String source, Scope scope, ResultKind result) {
        Text text = new Text(source, scope, result);
        Compilation before = known.get(text);
        if (before != null) {
            return before;
        }
        Compilation compiled = compileNew(source, scope, result);
        // Large configurations repeat the same few; others must not fill the memory.
        if (known.size() < REMEMBERED && source.length() <= ExpressionLimits.SOURCE) {
            known.put(text, compiled);
        }
        return compiled;
    }

    private Compilation compileNew(String source, Scope scope, ResultKind result) {
        // CEL's parser checks the size too late for a text that is much too long.
        if (source.length() > ExpressionLimits.SOURCE) {
            return rejected(
                    "more than " + ExpressionLimits.SOURCE + " characters",
                    "a shorter expression",
                    "Let the identity provider send a claim with the result.");
        }
        try {
            CelValidationResult checked = parser.parse(source);
            if (checked.hasError()) {
                CelValidationResult unread = checked;
                return new Habits(source)
                        .issue(text -> !parser.parse(text).hasError())
                        .<Compilation>map(habit -> new Rejected(List.of(habit)))
                        .orElseGet(() -> rejected(unread, source, scope));
            }
            checked = checkers.check(meant(checked.getAst(), result), scope);
            if (checked.hasError()) {
                return rejected(checked, source, scope);
            }
            return compiled(source, checked.getAst(), scope, result);
        } catch (CelValidationException | CelEvaluationException failed) {
            return rejected("it cannot be compiled", IssueTexts.CEL, IssueTexts.READ_ABOUT_IT);
        }
    }

    /** A mapping with an absent claim says itself what is known then. */
    private static CelAbstractSyntaxTree meant(CelAbstractSyntaxTree parsed, ResultKind result) {
        return result == ResultKind.CONDITION ? ListSums.completed(parsed) : parsed;
    }

    private Compilation compiled(
            String source, CelAbstractSyntaxTree tree, Scope scope, ResultKind result)
            throws CelEvaluationException {
        if (!result.accepts(tree.getResultType())) {
            String type = IssueTexts.typeName(tree.getResultType());
            return rejected(
                    "the result is " + type,
                    "an expression that results in " + result.words(),
                    result.remedy());
        }
        SyntaxCheck check = new SyntaxCheck(tree);
        List<Issue> issues = check.issues();
        if (!issues.isEmpty()) {
            return new Rejected(issues);
        }
        Read read = check.read();
        List<Expression> addends =
                result == ResultKind.TEXTS ? addends(source, tree, scope) : List.of();
        return new Compiled(
                new Expression(
                        source, read, new Program(source, runtime.createProgram(tree)), addends));
    }

    /** The two sides of the last plus sign of a sum; empty for other expressions. */
    private List<Expression> addends(String source, CelAbstractSyntaxTree tree, Scope scope) {
        CelExpr sum = tree.getExpr();
        Integer at = tree.getSource().getPositionsMap().get(sum.id());
        boolean isSum =
                sum.getKind() == CelExpr.ExprKind.Kind.CALL
                        && sum.call().function().equals(Operator.ADD.getFunction());
        if (!isSum || at == null) {
            return List.of();
        }
        int sign = source.offsetByCodePoints(0, at);
        List<Expression> addends = new ArrayList<>();
        for (String side : List.of(source.substring(0, sign), source.substring(sign + 1))) {
            if (!(compile(side.strip(), scope, ResultKind.TEXTS)
                    instanceof Compiled(Expression addend))) {
                return List.of();
            }
            addends.addAll(addend.addends());
        }
        return addends;
    }

    private static Compilation rejected(CelValidationResult checked, String source, Scope scope) {
        IssueTexts texts = new IssueTexts(scope, source);
        return new Rejected(checked.getErrors().stream().map(texts::translated).toList());
    }

    private static Compilation rejected(String found, String allowed, String remedy) {
        return new Rejected(List.of(new Issue(1, 0, found, allowed, remedy)));
    }
}
