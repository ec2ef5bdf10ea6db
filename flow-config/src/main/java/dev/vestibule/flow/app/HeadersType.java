package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AppIdentity.HeaderPreset;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Identity headers: presets, names with an expression each, or a list of both. */
record HeadersType() implements ValueType<HeadersType.Headers> {
    private static final ScalarType<HeaderPreset> PRESET = Types.choice(HeaderPreset.values());
    private static final EntryMap<Expression> OWN =
            new EntryMap<>(
                    "header names, each with an expression",
                    "header names, each with an expression",
                    new ExpressionType(ResultKind.TEXTS),
                    "NAME",
                    (entries, _, context) -> HeaderRule.check(entries, context));

    /** What is written. */
    record Headers(Set<HeaderPreset> presets, Map<String, Expression> own) {
        Headers() {
            this(new LinkedHashSet<>(), new LinkedHashMap<>());
        }
    }

    @Override
    public String words() {
        return "a list of " + PRESET.words() + " and " + OWN.words();
    }

    @Override
    public Headers read(YamlNode node, ParseContext context) {
        Headers all = new Headers();
        if (node instanceof Sequence list) {
            list.items().forEach(item -> add(item, all, context));
        } else {
            add(node, all, context);
        }
        return all;
    }

    private static void add(YamlNode node, Headers all, ParseContext context) {
        boolean added =
                switch (node) {
                    case Mapping own -> addAll(OWN.read(own, context), all);
                    case Scalar _, Sequence _ -> addPreset(node, all, context);
                };
        if (!added) {
            context.error(
                    node.place(),
                    "a value that is already in the list",
                    "each preset and each name once",
                    "Remove one of the two.");
        }
    }

    private static boolean addAll(Map<String, Expression> own, Headers all) {
        boolean once = true;
        for (Map.Entry<String, Expression> each : own.entrySet()) {
            once &= all.own().put(each.getKey(), each.getValue()) == null;
        }
        return once;
    }

    /** What is no preset was reported, and is no duplicate. */
    private static boolean addPreset(YamlNode node, Headers all, ParseContext context) {
        int before = context.problems().size();
        HeaderPreset preset = PRESET.read(node, context);
        return context.problems().size() != before || all.presets().add(preset);
    }

    @Override
    public Headers absent(Key<Headers> key, Fields parent) {
        return new Headers(AppIdentity.STANDARD.presets(), Map.of());
    }

    @Override
    public JsonSchema schema() {
        JsonSchema one = JsonSchema.any(List.of(PRESET.schema(), OWN.schema()));
        return JsonSchema.any(List.of(one, JsonSchema.list(one)));
    }
}
