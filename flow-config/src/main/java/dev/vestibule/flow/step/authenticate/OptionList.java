package dev.vestibule.flow.step.authenticate;

import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Options of a step, each an id or one id with its keys; one alone needs no brackets. */
record OptionList(Section<StepOption> keys) implements ValueType<List<StepOption>> {
    OptionList() {
        this(StepOption.section());
    }

    @Override
    public String words() {
        return "a list of ids, each alone or with keys of its own";
    }

    @Override
    public List<StepOption> read(YamlNode node, ParseContext context) {
        return switch (node) {
            case Sequence sequence -> items(sequence, context);
            case Scalar scalar when scalar.text().contains(",") -> {
                context.error(
                        scalar.place(),
                        "several ids without brackets",
                        words(),
                        "Write " + context.rewritten(scalar, "[" + scalar.text().strip() + "]"));
                yield List.of();
            }
            case Scalar scalar when !scalar.isNothing() -> List.of(item(scalar, context));
            case Mapping mapping -> List.of(item(mapping, context));
            case Scalar _ -> {
                context.wrongKind(node, words());
                yield List.of();
            }
        };
    }

    @Override
    public JsonSchema schema() {
        JsonSchema keyed =
                EntryMap.byId(keys).schema().with("minProperties", 1).with("maxProperties", 1);
        JsonSchema item = JsonSchema.any(List.of(Types.ID_TEXT.schema(), keyed));
        return JsonSchema.any(List.of(item, JsonSchema.list(item).with("uniqueItems", true)));
    }

    @Override
    public Stream<Described> sections(String path) {
        return keys.sections(path + "[].ID");
    }

    private List<StepOption> items(Sequence sequence, ParseContext context) {
        Set<String> seen = new HashSet<>();
        List<StepOption> items = new ArrayList<>();
        for (YamlNode each : sequence.items()) {
            int errors = context.problems().size();
            StepOption option = item(each, context);
            if (context.problems().size() == errors && !seen.add(option.id())) {
                context.error(
                        each.place(),
                        "a value that is already in the list",
                        Types.ID_TEXT.words() + ", each once",
                        "Remove one of the two.");
            }
            items.add(option);
        }
        return items;
    }

    private StepOption item(YamlNode node, ParseContext context) {
        if (!(node instanceof Mapping mapping)) {
            return StepOption.plain(Types.ID_TEXT.read(node, context));
        }
        if (mapping.entries().size() != 1) {
            context.error(
                    node.place(),
                    mapping.entries().size() + " keys in one option",
                    "one id with its keys below it",
                    "Write - corp: { force: true }, for example, and indent the keys below the id.");
            return StepOption.plain("?");
        }
        Map.Entry<String, Entry> only = mapping.entries().entrySet().iterator().next();
        if (!Types.isId(only.getKey())) {
            context.error(
                    only.getValue().key(),
                    "a key that is no id",
                    Types.ID_TEXT.words(),
                    "Name a connection or factor.");
        }
        return keys.read(only.getValue().value(), context.under(only.getKey()));
    }
}
