package dev.vestibule.flow.step.call;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.JsonObjectType;
import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a failed call means for the login. */
public sealed interface OnError {
    /** The login goes on without an answer: every expression that reads the answer fails. */
    record Continue() implements OnError {}

    /** The login is refused. */
    record Deny() implements OnError {}

    /** The login goes on with these values, as if the server had sent them. */
    record Answer(Map<String, Object> values) implements OnError {
        public Answer {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** A word, or values in place of the answer. */
    record Type() implements ValueType<OnError> {
        private static final ScalarType<OnError> WORDS =
                Types.choice(Map.of("continue", new Continue(), "deny", new Deny()));
        private static final JsonObjectType VALUES = new JsonObjectType("values by name", Map.of());

        @Override
        public String words() {
            return "continue, deny, or values by name that are used as the answer";
        }

        @Override
        public OnError read(YamlNode node, ParseContext context) {
            return node instanceof Mapping
                    ? new Answer(VALUES.read(node, context))
                    : WORDS.read(node, context);
        }

        @Override
        public OnError absent(Key<OnError> key, Fields parent) {
            return new Continue();
        }

        @Override
        public JsonSchema schema() {
            return JsonSchema.any(List.of(WORDS.schema(), VALUES.schema()));
        }
    }
}
