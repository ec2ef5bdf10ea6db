package dev.vestibule.flow.scenario;

import dev.vestibule.flow.scenario.Expectation.ExpectedAccount;
import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.List;
import java.util.Map;

/** An account that a test expects: values by attribute, or the word for no account. */
record ExpectedAccountType(EntryMap<List<String>> values) implements ValueType<ExpectedAccount> {
    private static final String NONE = "none";

    @Override
    public String words() {
        return values.words();
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.any(List.of(JsonSchema.oneOf(List.of(NONE)), values.schema()));
    }

    @Override
    public ExpectedAccount read(YamlNode node, ParseContext context) {
        if (node instanceof Scalar word && word.text().equals(NONE)) {
            context.show(word);
            return new ExpectedAccount(false, Map.of());
        }
        return new ExpectedAccount(true, values.read(node, context));
    }
}
