package dev.vestibule.flow.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;

import java.util.List;
import java.util.Optional;

/** The CEL types of the variables of one scope. */
final class ScopeTypes implements CelTypeProvider {
    private final StructType request = struct("request", members(Variable.REQUEST));
    private final StructType account = struct("account", members(Variable.ACCOUNT));
    private final StructType step = struct("step", members(Variable.STEPS));
    private final StructType first = struct("first", members(Variable.FIRST));
    private final StructType steps;
    private final ImmutableList<Variable> visible;

    ScopeTypes(Scope scope) {
        ImmutableMap.Builder<String, CelType> byId = ImmutableMap.builder();
        scope.steps().forEach(id -> byId.put(id, step));
        this.steps = struct("steps", byId.buildOrThrow());
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
            case ACCOUNT -> account;
            case STEPS -> steps;
            case FIRST -> first;
            case CLAIMS -> MapType.create(SimpleType.STRING, SimpleType.DYN);
            case CONNECTION, APP -> SimpleType.STRING;
            case NOW -> SimpleType.TIMESTAMP;
        };
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.of(request, account, step, steps, first);
    }

    @Override
    public Optional<CelType> findType(String name) {
        return types().stream().filter(type -> type.name().equals(name)).findFirst();
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
