package dev.vestibule.gateway.outbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads JSON objects from outside: UTF-8 without errors, no member twice at any depth (RFC 8259,
 * section 4, leaves it open which of them would be used), not too deep, nothing behind the end.
 * What it gives consists of maps, lists, strings, longs, doubles, booleans, and {@link
 * java.math.BigInteger} for what is too large for a long; nulls are dropped.
 */
public record JsonObjects(JsonParser parser, Function<String, ? extends RuntimeException> refusal) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 16;

    /**
     * Reads one object.
     *
     * @param refusal makes the failure from what is wrong; the parser's own message is not used,
     *     because it quotes
     */
    public static Map<String, Object> parse(
            byte[] bytes, Function<String, ? extends RuntimeException> refusal) {
        String text = decoded(bytes, refusal);
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonObjects(parser, refusal).document();
        } catch (IOException _) {
            // Messages of the library quote the text.
            throw refusal.apply("it is no JSON");
        }
    }

    /** Reads one list in the same way. */
    public static List<Object> parseList(
            byte[] bytes, Function<String, ? extends RuntimeException> refusal) {
        String text = decoded(bytes, refusal);
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonObjects(parser, refusal).listDocument();
        } catch (IOException _) {
            // Messages of the library quote the text.
            throw refusal.apply("it is no JSON");
        }
    }

    private static String decoded(
            byte[] bytes, Function<String, ? extends RuntimeException> refusal) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw refusal.apply("it is no UTF-8");
        }
    }

    private Map<String, Object> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw refusal.apply(first == null ? "it is empty" : "it does not begin with {");
        }
        return whole(object(1));
    }

    private List<Object> listDocument() throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_ARRAY) {
            throw refusal.apply(first == null ? "it is empty" : "it does not begin with [");
        }
        return whole(list(1));
    }

    private <T> T whole(T document) throws IOException {
        if (parser.nextToken() != null) {
            throw refusal.apply("something follows its end");
        }
        return document;
    }

    private Map<String, Object> object(int depth) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (!names.add(name)) {
                throw refusal.apply(
                        "it has the member '" + ForeignText.printable(name) + "' twice");
            }
            parser.nextToken();
            Object value = value(depth);
            if (value != null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private List<Object> list(int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(depth);
            if (value != null) {
                list.add(value);
            }
        }
        return List.copyOf(list);
    }

    private @Nullable Object value(int depth) throws IOException {
        if (depth >= DEEPEST && parser.currentToken().isStructStart()) {
            throw refusal.apply("it is nested deeper than " + DEEPEST);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> list(depth + 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> null;
        };
    }

    private Number whole() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getBigIntegerValue();
        };
    }
}
