package dev.vestibule.flow.schema;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.yaml.References;
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
            context.wrongKind(node, words, Kind.VALUE);
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
            T value = parser.parse(text.get());
            if (plain && !scalar.plain()) {
                throw InvalidValue.meaning(scalar.text(), "in quotes");
            }
            warnOfComma(scalar, context);
            warnOfVariable(scalar, context);
            return value;
        } catch (InvalidValue invalid) {
            String found = quoted(scalar.text()) + ", " + invalid.getMessage();
            context.error(scalar.place(), found, words, remedy(scalar, invalid, context));
            return standIn;
        }
    }

    /** The mistake's own remedy, or the line with the value that is most probably meant. */
    private String remedy(Scalar scalar, InvalidValue invalid, ParseContext context) {
        String text = scalar.text().strip();
        String meant = invalid.meant();
        if (meant == null && (text.endsWith(",") || text.endsWith(";"))) {
            String before = text.substring(0, text.length() - 1).strip();
            meant = isRight(before) ? before : null;
        }
        return meant == null ? invalid.remedy() : "Write " + context.rewritten(scalar, meant);
    }

    private boolean isRight(String text) {
        try {
            parser.parse(text);
            return true;
        } catch (InvalidValue wrong) {
            return false;
        }
    }

    /** Other formats end a value with a comma; in YAML it belongs to the value. */
    private void warnOfComma(Scalar scalar, ParseContext context) {
        String text = scalar.text();
        if (scalar.plain() && (text.endsWith(",") || text.endsWith(";"))) {
            String meant = text.substring(0, text.length() - 1);
            context.warning(
                    scalar.place(),
                    quoted(text) + ", with the " + (text.endsWith(",") ? "comma" : "semicolon"),
                    "a value alone; YAML needs no comma at the end of a line",
                    "Write " + context.rewritten(scalar, meant));
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

    private static void warnOfVariable(Scalar scalar, ParseContext context) {
        References.meant(scalar.text())
                .filter(_ -> scalar.text().startsWith("$") || scalar.text().startsWith("%"))
                .ifPresent(meant ->
                        context.warning(
                                scalar.place(),
                                quoted(scalar.text()) + ", which is taken as a text",
                                "a value, or a reference such as " + meant,
                                "Did you mean %s? Write %s"
                                        .formatted(
                                                meant,
                                                context.rewritten(scalar, '"' + meant + '"'))));
    }

    /** Without what can carry a password in a URL. */
    private static String shown(String text) {
        int at = text.indexOf('@');
        String withoutUser =
                at >= 0 && text.lastIndexOf(':', at) >= 0
                        ? USER.matcher(text).replaceFirst("***@")
                        : text;
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
