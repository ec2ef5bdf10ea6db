package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AppIdentity.GroupForm;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.regex.Pattern;

/** What separates values in a header field: no character that a name is encoded or quoted with. */
record SeparatorType() implements ValueType<String> {
    private static final Pattern ALLOWED = Pattern.compile("[,;|: ]{1,2}");

    @Override
    public String words() {
        return "one or two of the characters , ; | : and space, in quotes";
    }

    @Override
    public String read(YamlNode node, ParseContext context) {
        if (node instanceof Scalar scalar && ALLOWED.matcher(scalar.text()).matches()) {
            context.show(scalar);
            return scalar.text();
        }
        context.error(
                node.place(),
                node instanceof Scalar ? "another text" : node.kind(),
                words(),
                "Write \",\" or \"|\", for example.");
        return GroupForm.STANDARD.separator();
    }

    @Override
    public String absent(Key<String> key, Fields parent) {
        return GroupForm.STANDARD.separator();
    }

    @Override
    public JsonSchema schema() {
        return new JsonSchema("string").with("pattern", "^" + ALLOWED.pattern() + "$");
    }
}
