package dev.vestibule.flow;

import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.ValueType.Described;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the reference of every key from the description that the reader uses. */
final class ConfigurationReference {
    private static final String HEAD =
            """
            # Configuration

            Look up every key of the YAML. `vestibule check DIR` reports every problem with file, line and
            remedy.
            ```yaml
            gateway:
              url: https://login.example.org          # text
              session: { idle: 30m }                  # keys with values
              trusted-proxies: [10.0.0.0/8]           # a list
            connections:
              corp:                                   # an id
                client-secret: "${env:CORP_SECRET}"   # a reference
                # ...
            ```
            - A reference is the whole value: `${env:NAME}` for an environment variable, `${file:PATH}` for
              a file, relative to the folder. One line break at the end of the file is dropped. Secrets must
              be references.
            - An id starts with a small letter and contains small letters, digits and `_`.
            - An expression is written in the Common Expression Language, see
              [expressions.md](expressions.md).
            - A list of one value needs no brackets.
            - Anchors, aliases, tags and several documents in one file are not allowed.

            <!-- Generated from the code: change it there, then run
            mvn -pl flow-config test -Dtest=ConfigurationReferenceTest -Dvestibule.write=true -->
            """;

    private ConfigurationReference() {}

    /** The reference as Markdown. */
    public static String markdown() {
        return HEAD
                + new RootSection(
                                StandardTypes.steps(),
                                StandardTypes.authenticators(),
                                StandardTypes.factors())
                        .section()
                        .sections("")
                        .map(ConfigurationReference::section)
                        .collect(Collectors.joining());
    }

    private static String section(Described described) {
        Section<?> section = described.section();
        String title = described.path().isEmpty() ? "Top level" : "`" + described.path() + "`";
        String rows =
                section.keys().stream()
                        .map(ConfigurationReference::row)
                        .collect(Collectors.joining());
        return """

        ## %s

        %s

        | key | takes | default | meaning |
        |---|---|---|---|
        %s\
        """
                .formatted(title, section.meaning(), rows);
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        cell(key.type().words()),
                        cell(preset(key)),
                        cell(capitalised(key.meaning())));
    }

    private static String preset(Key<?> key) {
        return switch (key.need()) {
            case REQUIRED -> "**required**";
            case PRESET -> "`" + key.preset() + "`";
            case OPTIONAL -> key.preset();
        };
    }

    private static String capitalised(String sentence) {
        return sentence.startsWith("`")
                ? sentence
                : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
