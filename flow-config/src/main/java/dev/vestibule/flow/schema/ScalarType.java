package dev.vestibule.flow.schema;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A single value.
 *
 * @param standIn what a wrong value is replaced by, so that reading can continue
 * @param plain whether the value must be written without quotes
 * @param form what an editor of YAML can check
 */
public record ScalarType<T>(
        String words, T standIn, boolean plain, JsonSchema form, Parser<T> parser)
        implements ValueType<T> {
    private static final Pattern USER = Pattern.compile("^.*@", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("[?].*$", Pattern.DOTALL);
    private static final int SHOWN = 60;

    public ScalarType(String words, T standIn, Parser<T> parser) {
        this(words, standIn, false, JsonSchema.TEXT, parser);
    }

    /** The same, of which an editor of YAML can check this. */
    ScalarType<T> like(JsonSchema otherForm) {
        return new ScalarType<>(words, standIn, plain, otherForm, parser);
    }

    @Override
    public JsonSchema schema() {
        return form.equals(JsonSchema.TEXT) ? form : form.orReference();
    }

    /** Turns text into a value. */
    public interface Parser<T> {
        /** The value. */
        T parse(String text) throws InvalidValue;
    }

    @Override
    public T read(YamlNode node, ParseContext context) {
        if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
            context.wrongKind(node, words);
            return standIn;
        }
        if (shown(scalar.text()).equals(scalar.text())) {
            context.show(scalar);
        }
        Optional<String> text = context.resolved(scalar);
        if (text.isEmpty()) {
            return standIn;
        }
        try {
            unless(!plain || scalar.plain(), "in quotes", "Remove the quotes.");
            return parser.parse(text.get());
        } catch (InvalidValue invalid) {
            String found = quoted(scalar.text()) + ", " + invalid.getMessage();
            context.error(scalar.place(), found, words, invalid.remedy());
            return standIn;
        }
    }

    @Override
    public T absent(Key<T> key, Fields parent) {
        return switch (key.need()) {
            case REQUIRED, OPTIONAL -> standIn;
            case PRESET -> usual(key.preset());
        };
    }

    /** Reads the text of a default. */
    T usual(String text) {
        try {
            return parser.parse(text);
        } catch (InvalidValue invalid) {
            throw new IllegalStateException("the default " + text + " is wrong", invalid);
        }
    }

    /** Without what can carry a password in a URL. */
    private static String shown(String text) {
        String withoutUser = USER.matcher(text).replaceFirst("***@");
        return QUERY.matcher(withoutUser).replaceFirst("?***");
    }

    /** The text as a problem shows it. */
    private static String quoted(String text) {
        String shown = shown(text);
        int characters = shown.codePointCount(0, shown.length());
        return characters <= SHOWN
                ? "\"" + shown + "\""
                : "\"" + shown.substring(0, shown.offsetByCodePoints(0, SHOWN)) + "…\"";
    }
}
