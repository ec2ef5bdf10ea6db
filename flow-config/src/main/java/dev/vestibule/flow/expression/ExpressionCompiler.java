package dev.vestibule.flow.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.vestibule.flow.expression.Compilation.Compiled;
import dev.vestibule.flow.expression.Compilation.Issue;
import dev.vestibule.flow.expression.Compilation.Rejected;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final ConcurrentMap<Scope, CelCompiler> compilers = new ConcurrentHashMap<>();
    private final CelRuntime runtime =
            CelRuntimeFactory.standardCelRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .setStandardEnvironmentEnabled(false)
                    .setStandardFunctions(Functions.standard())
                    .addLibraries(Functions.strings())
                    .addFunctionBindings(new Functions(OPTIONS).bindings())
                    .build();

    /** Compiles the text for a place where this scope holds and this kind of result is needed. */
    public Compilation compile(String source, Scope scope, ResultKind result) {
        // CEL's parser checks the size too late for a text that is much too long.
        if (source.length() > ExpressionLimits.SOURCE) {
            return rejected(
                    "more than " + ExpressionLimits.SOURCE + " characters",
                    "a shorter expression",
                    "Let the identity provider send a claim with the result.");
        }
        CelValidationResult checked =
                compilers.computeIfAbsent(scope, ExpressionCompiler::compiler).compile(source);
        if (checked.hasError()) {
            IssueTexts texts = new IssueTexts(scope);
            return new Rejected(checked.getErrors().stream().map(texts::translated).toList());
        }
        try {
            return compiled(source, checked.getAst(), scope, result);
        } catch (CelValidationException | CelEvaluationException failed) {
            return rejected("it cannot be compiled", IssueTexts.CEL, IssueTexts.READ_ABOUT_IT);
        }
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
        Read read = Read.of(tree, check);
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

    private static Compilation rejected(String found, String allowed, String remedy) {
        return new Rejected(List.of(new Issue(1, 0, found, allowed, remedy)));
    }

    private static CelCompiler compiler(Scope scope) {
        ScopeTypes types = new ScopeTypes(scope);
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(STANDARD_MACROS)
                        .addMacros(Shorthands.macros())
                        .setTypeProvider(types)
                        .addLibraries(Functions.strings())
                        .addFunctionDeclarations(Functions.declarations());
        types.variables().forEach(each -> builder.addVar(each.text(), types.type(each)));
        return builder.build();
    }

    /** The CEL types of the variables of one scope. */
    private static final class ScopeTypes implements CelTypeProvider {
        private final StructType request = struct("request", members(Variable.REQUEST));
        private final StructType userAgent = struct("user_agent", members(Variable.USER_AGENT));
        private final StructType account = struct("account", members(Variable.ACCOUNT));
        private final StructType step = struct("step", ofStep(Set.of(Variable.ANSWER)));
        private final StructType first = struct("first", members(Variable.FIRST));
        private final StructType acr = struct("acr", members(Variable.ACR));
        private final StructType steps;
        private final ImmutableList<CelType> types;
        private final ImmutableList<Variable> visible;

        ScopeTypes(Scope scope) {
            ImmutableMap.Builder<String, CelType> byId = ImmutableMap.builder();
            ImmutableList.Builder<CelType> all = ImmutableList.builder();
            for (String id : scope.steps()) {
                var answer = scope.answers().get(id);
                byId.put(id, answer == null ? step : answered(id, answer, all));
            }
            this.steps = struct("steps", byId.buildOrThrow());
            this.types = all.add(request, userAgent, account, step, steps, first, acr).build();
            this.visible = ImmutableList.copyOf(scope.variables());
        }

        /** The variables that may be named. */
        List<Variable> variables() {
            return visible;
        }

        /** The type of a variable. */
        CelType type(Variable variable) {
            return switch (variable) {
                case REQUEST -> request;
                case USER_AGENT -> userAgent;
                case ACCOUNT -> account;
                case STEPS -> steps;
                case FIRST -> first;
                case ACR -> acr;
                case CLAIMS -> MapType.create(SimpleType.STRING, SimpleType.DYN);
                case CONNECTION, APP -> SimpleType.STRING;
                case NOW -> SimpleType.TIMESTAMP;
            };
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return types;
        }

        @Override
        public Optional<CelType> findType(String name) {
            return types().stream().filter(type -> type.name().equals(name)).findFirst();
        }

        /** A step whose values have types of their own. */
        private static StructType answered(
                String id,
                Map<String, AnswerType> answer,
                ImmutableList.Builder<CelType> declared) {
            ImmutableMap.Builder<String, CelType> values = ImmutableMap.builder();
            answer.forEach((name, type) -> values.put(name, type.type()));
            StructType object = struct("answer." + id, values.buildOrThrow());
            ImmutableMap.Builder<String, CelType> members = ImmutableMap.builder();
            members.putAll(ofStep(Set.of(Variable.ANSWER, Variable.VALUES)));
            members.put(Variable.ANSWER, object);
            StructType answered = struct("step." + id, members.buildOrThrow());
            declared.add(object, answered);
            return answered;
        }

        private static ImmutableMap<String, CelType> ofStep(Set<String> hidden) {
            ImmutableMap.Builder<String, CelType> members = ImmutableMap.builder();
            members(Variable.STEPS)
                    .forEach((name, type) -> {
                        if (!hidden.contains(name)) {
                            members.put(name, type);
                        }
                    });
            return members.buildOrThrow();
        }

        private static ImmutableMap<String, CelType> members(Variable variable) {
            ImmutableMap.Builder<String, CelType> members = ImmutableMap.builder();
            variable.fields().forEach(field -> members.put(field.name(), field.type()));
            return members.buildOrThrow();
        }

        private static StructType struct(String name, ImmutableMap<String, CelType> members) {
            return StructType.create(
                    "vestibule." + name,
                    members.keySet(),
                    member -> Optional.ofNullable(members.get(member)));
        }
    }
}
