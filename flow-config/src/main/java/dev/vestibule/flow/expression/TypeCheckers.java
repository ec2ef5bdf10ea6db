package dev.vestibule.flow.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Comparison;
import dev.cel.checker.CelStandardDeclarations.StandardOverload;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompilerFactory;
import dev.vestibule.flow.expression.facts.Variable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Checks the types of parsed expressions. CEL declares every function of its environment again for
 * each expression, which takes longer than all the rest; so an environment has only the functions
 * that the expression calls.
 */
final class TypeCheckers {
    private static final int REMEMBERED = 2_000;

    private final CelOptions options;
    private final ConcurrentMap<Needs, CelChecker> known = new ConcurrentHashMap<>();

    TypeCheckers(CelOptions options) {
        this.options = options;
    }

    /** What decides about an environment. */
    private record Needs(Scope scope, Set<String> functions) {}

    CelValidationResult check(CelAbstractSyntaxTree parsed, Scope scope) {
        Needs needs = new Needs(scope, functions(parsed));
        CelChecker before = known.get(needs);
        if (before != null) {
            return before.check(parsed);
        }
        CelChecker checker = checker(needs);
        if (known.size() < REMEMBERED) {
            known.put(needs, checker);
        }
        return checker.check(parsed);
    }

    private static Set<String> functions(CelAbstractSyntaxTree parsed) {
        return CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == Kind.CALL)
                .map(node -> node.expr().call().function())
                .collect(Collectors.toUnmodifiableSet());
    }

    private CelChecker checker(Needs needs) {
        ScopeTypes types = new ScopeTypes(needs.scope());
        CelCheckerBuilder builder =
                CelCompilerFactory.standardCelCheckerBuilder()
                        .setOptions(options)
                        .setStandardEnvironmentEnabled(false)
                        .setStandardDeclarations(standard(needs.functions()))
                        .setTypeProvider(types);
        Functions.declarations().stream()
                .filter(each -> needs.functions().contains(each.name()))
                .forEach(builder::addFunctionDeclarations);
        types.variables()
                .forEach(each ->
                        builder.addVarDeclarations(
                                CelVarDecl.newVarDeclaration(each.text(), types.type(each))));
        return builder.build();
    }

    private CelStandardDeclarations standard(Set<String> functions) {
        return CelStandardDeclarations.newBuilder()
                .filterFunctions((function, overload) ->
                        functions.contains(function.functionName()) && isUsual(overload))
                .build();
    }

    /** As in CEL's own environment. */
    private boolean isUsual(StandardOverload overload) {
        return options.enableHeterogeneousNumericComparisons()
                || !(overload instanceof Comparison comparison)
                || !comparison.isHeterogeneousComparison();
    }

    /** The CEL types of the variables of one scope. */
    private static final class ScopeTypes implements CelTypeProvider {
        private final StructType request = struct("request", members(Variable.REQUEST));
        private final StructType userAgent = struct("user_agent", members(Variable.USER_AGENT));
        private final StructType account = struct("account", members(Variable.ACCOUNT));
        private final StructType step = struct("step", ofStep(Set.of(Variable.ANSWER)));
        private final StructType first = struct("first", members(Variable.FIRST));
        private final StructType acr = struct("acr", members(Variable.ACR));
        private final StructType device = struct("device", members(Variable.DEVICE));
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
            this.types =
                    all.add(request, userAgent, account, step, steps, first, acr, device).build();
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
                case DEVICE -> device;
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
