import java.util.regex.MatchResult;

/** Writes {@code SchemaNames.java} from the schema: one constant for each name, in its order. */
void main(String[] arguments) throws IOException {
    String schema = Files.readString(Path.of(arguments[0])).replace("\n ", "");
    Path target = Path.of(arguments[1]);
    Files.createDirectories(target.getParent());
    Files.writeString(target, source(definitions(schema)));
}

record Definition(String kind, String name, String description, boolean secret) {
    String constant() {
        return name.replaceFirst("^vestibule", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    String constantSource() {
        return """
            /** %s: {@code %s}. %s. */
            public static final String %s = "%s";

        """
                .formatted(
                        kind.equals("objectClasses") ? "Object class" : "Attribute",
                        name,
                        description,
                        constant(),
                        name);
    }
}

List<Definition> definitions(String schema) {
    Pattern definition =
            Pattern.compile("(?m)^(\\w+): \\( \\S+ NAME '(\\w+)' DESC '([^']+)' (.*)\\)$");
    return definition.matcher(schema).results().map(this::definition).toList();
}

Definition definition(MatchResult line) {
    return new Definition(
            line.group(1), line.group(2), line.group(3), line.group(4).contains("X-SECRET 'TRUE'"));
}

String source(List<Definition> definitions) {
    String constants =
            definitions.stream().map(Definition::constantSource).collect(Collectors.joining());
    String secrets =
            definitions.stream()
                    .filter(Definition::secret)
                    .map(Definition::constant)
                    .collect(Collectors.joining(", "));
    String attributes =
            definitions.stream()
                    .filter(definition -> definition.kind().equals("attributeTypes"))
                    .map(Definition::constant)
                    .collect(Collectors.joining(", "));
    return """
    package dev.vestibule.ldap;

    import java.util.Set;

    /** Names of the schema's attributes and classes. Made from {@code vestibule.ldif}: edit that. */
    public final class SchemaNames {
    %s    /** All attributes of the schema. */
        public static final Set<String> ATTRIBUTES = Set.of(%s);

        /** Ours that no directory may show to anybody but the gateway; {@code userPassword} joins them. */
        public static final Set<String> SECRET_ATTRIBUTES = Set.of(%s);

        private SchemaNames() {}
    }
    """
            .formatted(constants, attributes, secrets);
}
