package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether there is an assertion, or the keys of one. */
record AssertionType(Section<AssertionForm> keys) implements ValueType<Optional<AssertionForm>> {
    @Override
    public String words() {
        return Types.TRUTH.words() + ", or keys";
    }

    @Override
    public Optional<AssertionForm> read(YamlNode node, ParseContext context) {
        if (node instanceof Scalar) {
            boolean wanted = Types.TRUTH.read(node, context);
            return wanted ? Optional.of(AssertionForm.STANDARD) : Optional.empty();
        }
        return Optional.of(keys.read(node, context));
    }

    @Override
    public Optional<AssertionForm> absent(Key<Optional<AssertionForm>> key, Fields parent) {
        return Optional.empty();
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.any(List.of(Types.TRUTH.schema(), keys.schema()));
    }

    @Override
    public Stream<Described> sections(String path) {
        return keys.sections(path);
    }
}
