package dev.vestibule.flow.connection;

import dev.vestibule.flow.schema.JsonSchema;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.schema.ValueType.Described;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The kinds of connections that there are; the first one reads a connection without a kind. */
public record AuthenticatorTypes(List<AuthenticatorType> types) {
    public AuthenticatorTypes {
        types = List.copyOf(types);
    }

    /**
     * What is under the id of a connection.
     *
     * @param rule which names new accounts may have
     */
    public ValueType<Connection> connection(UsernameRule rule) {
        Map<String, AuthenticatorType> byName = new LinkedHashMap<>();
        List<String> meanings = new ArrayList<>();
        for (AuthenticatorType type : types) {
            type.names()
                    .forEach((name, meaning) -> {
                        byName.put(name, type);
                        meanings.add("`" + name + "` " + meaning);
                    });
        }
        Map<String, String> words = new LinkedHashMap<>();
        byName.keySet().forEach(name -> words.put(name, name));
        ScalarType<String> names = Types.choice(words);
        return new Item(
                byName,
                names,
                new CommonKeys(names, "the protocol: " + String.join(", ", meanings) + ".", rule));
    }

    /** Reads the kind, and then the keys of the kind. */
    private record Item(
            Map<String, AuthenticatorType> byName, ScalarType<String> names, CommonKeys common)
            implements ValueType<Connection> {
        @Override
        public String words() {
            return "keys";
        }

        @Override
        public Connection read(YamlNode node, ParseContext context) {
            Entry type = node instanceof Mapping keys ? keys.entries().get("type") : null;
            int before = context.problems().size();
            String name = type == null ? names.standIn() : names.read(type.value(), context);
            AuthenticatorType kind = Objects.requireNonNull(byName.get(name));
            // Which keys an unknown kind has is unknown too: one problem is enough.
            boolean known = context.problems().size() == before;
            return kind.section().apply(common).read(node, known ? context : context.silent());
        }

        @Override
        public JsonSchema schema() {
            return JsonSchema.any(byName.values().stream().distinct().map(this::schema).toList());
        }

        /** Of one kind, which is named by its own names only. */
        private JsonSchema schema(AuthenticatorType kind) {
            Map<String, String> own = new LinkedHashMap<>();
            kind.names().keySet().forEach(name -> own.put(name, name));
            return kind.section().apply(common.of(Types.choice(own))).schema();
        }

        @Override
        public Stream<Described> sections(String path) {
            List<AuthenticatorType> kinds = byName.values().stream().distinct().toList();
            return kinds.stream()
                    .flatMap(kind ->
                            kind.section()
                                    .apply(common)
                                    .sections(
                                            kinds.size() == 1
                                                    ? path
                                                    : path + " with type: " + names(kind)));
        }

        private static String names(AuthenticatorType kind) {
            return String.join(" or ", kind.names().keySet());
        }
    }
}
