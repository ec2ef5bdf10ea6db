package dev.vestibule.flow.expression.facts;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Query parameters by name, as far as every application reads them alike. They differ in which of
 * two values they take, in whether {@code ;} separates and {@code +} is a space, in the case of
 * names, in {@code a[]} and {@code a.b}, and in how many they read. What depends on that is not
 * clear, and reading it throws an {@link ExpressionException}.
 */
final class ParametersView extends AbstractMap<String, Object> {
    /** Several servers leave out what is beyond a thousand. */
    private static final int MOST = 500;

    /** Null when the query as a whole cannot be read. */
    private final @Nullable Map<String, List<Parameter>> byAlias;

    private ParametersView(@Nullable Map<String, List<Parameter>> byAlias) {
        this.byAlias = byAlias;
    }

    /**
     * @param value null when applications would read different ones
     */
    private record Parameter(String name, @Nullable String value) {}

    static ParametersView of(@Nullable String query) {
        return new ParametersView(query == null || query.isEmpty() ? Map.of() : parsed(query));
    }

    private static @Nullable Map<String, List<Parameter>> parsed(String query) {
        String[] parts = query.split("&", -1);
        if (query.indexOf(';') >= 0 || parts.length > MOST) {
            return null;
        }
        Map<String, List<Parameter>> parsed = new LinkedHashMap<>();
        for (String part : parts) {
            if (!part.isEmpty() && !add(part, parsed)) {
                return null;
            }
        }
        return parsed;
    }

    private static boolean add(String part, Map<String, List<Parameter>> parsed) {
        int equals = part.indexOf('=');
        String name = decoded(equals < 0 ? part : part.substring(0, equals));
        String rawValue = equals < 0 ? "" : part.substring(equals + 1);
        String value = decoded(rawValue);
        if (name == null || value == null) {
            return false;
        }
        Parameter parameter = new Parameter(name, rawValue.indexOf('+') >= 0 ? null : value);
        for (String alias : aliases(name)) {
            parsed.computeIfAbsent(alias, _ -> new ArrayList<>()).add(parameter);
        }
        return true;
    }

    /** Under which names applications may find a parameter of this name. */
    private static Set<String> aliases(String name) {
        String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        Set<String> aliases = new LinkedHashSet<>();
        for (String each : List.of(folded, folded.replace('+', ' '))) {
            String plain = each.strip();
            int bracket = plain.indexOf('[');
            aliases.add(underscored(plain));
            if (bracket > 0) {
                aliases.add(underscored(plain.substring(0, bracket)));
            }
        }
        return aliases;
    }

    private static String underscored(String name) {
        return name.replace(' ', '_').replace('.', '_').replace('[', '_');
    }

    /** Whether any application may find a parameter of this name; true if that is unknown. */
    boolean mayHave(String name) {
        return byAlias == null || !candidates(byAlias, name).isEmpty();
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Parameter found = found(key);
        if (found == null) {
            return null;
        }
        if (found.value() == null) {
            throw unclear();
        }
        return found.value();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return found(key) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (List<Parameter> parameters : readable().values()) {
            for (Parameter each : parameters) {
                boolean plain = aliases(each.name()).equals(Set.of(each.name()));
                if (parameters.size() > 1 || !plain || each.value() == null) {
                    throw unclear();
                }
                all.put(each.name(), each.value());
            }
        }
        return all.entrySet();
    }

    private @Nullable Parameter found(@Nullable Object key) {
        Map<String, List<Parameter>> all = readable();
        if (!(key instanceof String name)) {
            return null;
        }
        Set<Parameter> candidates = candidates(all, name);
        if (candidates.isEmpty()) {
            return null;
        }
        Parameter first = candidates.iterator().next();
        boolean single = aliases(name).stream().allMatch(alias -> count(all, alias) <= 1);
        if (candidates.size() > 1 || !single || !first.name().equals(name) || plus(name)) {
            throw unclear();
        }
        return first;
    }

    private static Set<Parameter> candidates(Map<String, List<Parameter>> all, String name) {
        Set<Parameter> candidates = new LinkedHashSet<>();
        aliases(name).forEach(alias -> candidates.addAll(all.getOrDefault(alias, List.of())));
        return candidates;
    }

    private static int count(Map<String, List<Parameter>> all, String alias) {
        return all.getOrDefault(alias, List.of()).size();
    }

    private static boolean plus(String name) {
        return name.indexOf('+') >= 0;
    }

    private Map<String, List<Parameter>> readable() {
        if (byAlias == null) {
            throw unclear();
        }
        return byAlias;
    }

    private static ExpressionException unclear() {
        return new ExpressionException("applications may read the query in different ways");
    }

    /**
     * The text, with a plus sign as it is.
     *
     * @return null for what servers read in different ways: a percent sign without two hexadecimal
     *     digits, bytes that are no UTF-8, and NUL, which ends a text for some of them
     */
    static @Nullable String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char character = raw.charAt(at);
            int value = character == '%' ? hexadecimal(raw, at + 1) : character;
            if (value <= 0 || value > 0xff) {
                return null;
            }
            bytes.put((byte) value);
            at += character == '%' ? 2 : 0;
        }
        return utf8(bytes.flip());
    }

    private static int hexadecimal(String raw, int at) {
        if (at + 2 > raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        boolean ascii = raw.charAt(at) < 0x80 && raw.charAt(at + 1) < 0x80;
        return high < 0 || low < 0 || !ascii ? -1 : high * 16 + low;
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
