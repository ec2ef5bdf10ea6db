package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is expected of a value's form, and how another form becomes it. */
enum Kind {
    KEYS,
    LIST,
    VALUE;

    private static final String OTHERWISE = "Write that, or remove the key.";
    private static final Pattern NO_SPACE = Pattern.compile("([a-z][a-z0-9_-]*):([^\\s/].*)");

    String remedy(YamlNode found) {
        return switch (this) {
            case KEYS -> keys(found);
            case LIST -> list(found);
            case VALUE -> value(found);
        };
    }

    private static String keys(YamlNode found) {
        return switch (found) {
            case Sequence _ ->
                    "Write each with its name and a colon in place of the dash, and its own keys"
                            + " below it.";
            case Scalar scalar when scalar.isNothing() ->
                    "Write the keys in the lines below, indented, or remove the key.";
            case Scalar scalar -> glued(scalar.text());
            case Mapping _ -> OTHERWISE;
        };
    }

    private static String glued(String text) {
        Matcher glued = NO_SPACE.matcher(text);
        return glued.lookingAt()
                ? "Write a space behind the colon: " + glued.group(1) + ": …"
                : "Write one of these keys with its value, or remove the key.";
    }

    private static String list(YamlNode found) {
        boolean dash =
                found instanceof Mapping keys
                        && keys.entries().keySet().stream().anyMatch(key -> key.startsWith("-"));
        return dash
                ? "Write a space behind the dash of each item."
                : "Begin each item with a dash and a space, or remove the key.";
    }

    private static String value(YamlNode found) {
        return switch (found) {
            case Sequence list when list.items().size() == 1 ->
                    "Write the value without brackets and dash.";
            case Sequence _ -> "Write one value, without brackets and dashes.";
            case Mapping _ ->
                    "Write one value behind the colon. A value that begins with { needs quotes.";
            case Scalar _ -> "Write a value behind the colon, or remove the key.";
        };
    }
}
