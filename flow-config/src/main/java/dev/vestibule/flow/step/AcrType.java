package dev.vestibule.flow.step;

import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;

import java.util.List;

/** Levels of authentication, each with the ids of the steps that it needs. */
record AcrType() implements ValueType<AcrTable> {
    private static final EntryMap<List<String>> LEVELS =
            new EntryMap<>(
                    "levels, each with ids of steps",
                    "levels, each with a list of ids of steps",
                    Types.listOf(Types.ID_TEXT));

    @Override
    public String words() {
        return LEVELS.words();
    }

    @Override
    public AcrTable read(YamlNode node, ParseContext context) {
        return new AcrTable(LEVELS.read(node, context));
    }

    @Override
    public JsonSchema schema() {
        return LEVELS.schema();
    }

    @Override
    public AcrTable absent(Key<AcrTable> key, Fields parent) {
        return AcrTable.NONE;
    }
}
