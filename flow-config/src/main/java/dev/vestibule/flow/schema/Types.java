package dev.vestibule.flow.schema;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.problem.Nearest;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of single values that keys take. */
public final class Types {
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y", "1", "enabled");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n", "0", "disabled");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Pattern SIZED = Pattern.compile("([1-9][0-9]{0,5})(KB|MB|GB)");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,6}");
    private static final Pattern SOCKET = Pattern.compile("(?:\\[([^]]*)]|([^:]*)):([0-9]{1,5})");

    /** Text that is not blank. */
    public static final ScalarType<String> TEXT =
            new ScalarType<>("text", "?", text -> stripped(text));

    /** The plain words {@code true} and {@code false}. */
    public static final ScalarType<Boolean> TRUTH =
            new ScalarType<>("true or false", false, true, new JsonSchema("boolean"), Types::truth);

    /** A time span above zero. */
    public static final ScalarType<Duration> DURATION =
            new ScalarType<Duration>(
                            "a whole number with s, m, h or d, for example 30m",
                            Duration.ofSeconds(1),
                            Types::duration)
                    .like(JsonSchema.matching(TIME.pattern()));

    /** An address to listen on. */
    public static final ScalarType<ListenAddress> LISTEN =
            new ScalarType<>(
                    "an IP address and a port, for example 127.0.0.1:8080",
                    new ListenAddress("127.0.0.1", 0),
                    Types::listen);

    /** A block of IP addresses. */
    public static final ScalarType<CidrBlock> CIDR =
            new ScalarType<>(
                    "a block of IP addresses, for example 10.0.0.0/8",
                    CidrBlock.parse("127.0.0.1"),
                    text ->
                            parseCidr(
                                    text,
                                    "which is no such block",
                                    "Write the network's address, a slash and the length."));

    /** A number of bytes. */
    public static final ScalarType<Long> SIZE =
            new ScalarType<Long>(
                            "a whole number with KB, MB or GB, for example 64MB", 1L, Types::size)
                    .like(JsonSchema.matching(SIZED.pattern()));

    /** A number that is not large. */
    public static final ScalarType<Integer> COUNT = number(1, 10_000, 10);

    /** A number that may be large. */
    public static final ScalarType<Integer> LARGE_COUNT = number(1, 1_000_000, 5_000);

    /** The id of something. */
    public static final ScalarType<String> ID_TEXT =
            new ScalarType<String>(
                            "an id: a small letter, then small letters, digits and _",
                            "?",
                            Types::id)
                    .like(JsonSchema.matching(ID.pattern()));

    private Types() {}

    /** The words of a text, in its order. */
    public static Set<String> wordsOf(String text) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(List.of(text.strip().split("[,\\s]+"))));
    }

    /** A list of such values. */
    public static <T> ValueType<List<T>> listOf(ScalarType<T> item) {
        return new ListType<>(item);
    }

    /**
     * A whole number; 0 where it is not written.
     *
     * @param usual one that is a good choice
     */
    public static ScalarType<Integer> number(int least, int most, int usual) {
        return new ScalarType<Integer>(
                        "a whole number from " + least + " to " + most,
                        0,
                        text -> number(text, least, most, usual))
                .like(JsonSchema.whole(least, most));
    }

    /** One of the words, written as the YAML writes them. */
    public static <T> ScalarType<T> choice(Map<String, T> values) {
        List<String> words = values.keySet().stream().sorted().toList();
        T first = values.values().iterator().next();
        return new ScalarType<T>(
                        words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words),
                        first,
                        text -> chosen(text, values))
                .like(JsonSchema.oneOf(words));
    }

    /** One of an enum's constants in kebab case. */
    public static <T extends Enum<T>> ScalarType<T> choice(T[] constants) {
        Map<String, T> values = new LinkedHashMap<>();
        for (T constant : constants) {
            values.put(word(constant), constant);
        }
        return choice(values);
    }

    /** A constant as the YAML writes it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T chosen(String text, Map<String, T> values) throws InvalidValue {
        T value = values.get(text);
        if (value == null) {
            throw new InvalidValue(
                    "which is not allowed",
                    Nearest.remedy(text, values.keySet(), "Choose one of them."));
        }
        return value;
    }

    /** Whether the text can be an id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static String id(String text) throws InvalidValue {
        unless(isId(text), "which is no id", renamed(text));
        return text;
    }

    /** How to rename what is no id. */
    static String renamed(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String proposed = lower.replaceAll("^_+|_+$", "");
        return "Rename it here and in every place that uses it"
                + (isId(proposed) ? ": " + proposed + "." : ".");
    }

    private static String stripped(String text) throws InvalidValue {
        String stripped = text.strip();
        unless(!stripped.isEmpty(), "which is blank", "Write a text, or remove the key.");
        unless(stripped.length() <= 2_000, "longer than 2000 characters", "Write a shorter text.");
        return stripped;
    }

    private static Boolean truth(String text) throws InvalidValue {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            if (TRUE.contains(word) || FALSE.contains(word)) {
                throw InvalidValue.meaning(
                        String.valueOf(TRUE.contains(word)), "which is neither true nor false");
            }
            throw new InvalidValue("which is neither", "Write true or false.");
        }
        return text.equals("true");
    }

    private static Duration duration(String text) throws InvalidValue {
        Matcher time = TIME.matcher(text);
        unless(
                time.matches() && Integer.parseInt(time.group(1)) > 0,
                "which is no time span above zero",
                "Write 45s, 30m, 12h or 7d, for example.");
        long amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Long size(String text) throws InvalidValue {
        Matcher size = SIZED.matcher(text);
        unless(size.matches(), "which is no such size", "Write 500KB or 64MB, for example.");
        long amount = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "KB" -> amount << 10;
            case "MB" -> amount << 20;
            default -> amount << 30;
        };
    }

    private static Integer number(String text, int least, int most, int usual) throws InvalidValue {
        boolean right = NUMBER.matcher(text).matches();
        unless(
                right && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most,
                "which is no such number",
                "Write " + usual + ", for example.");
        return Integer.valueOf(text);
    }

    private static ListenAddress listen(String text) throws InvalidValue {
        Matcher socket = SOCKET.matcher(text);
        unless(socket.matches(), "which is no address with a port", "Write ADDRESS:PORT.");
        String host = socket.group(1) == null ? socket.group(2) : socket.group(1);
        int port = Integer.parseInt(socket.group(3));
        unless(port <= 65_535, "whose port is above 65535", "Choose a port from 0 to 65535.");
        if (!host.equals("localhost")) {
            parseCidr(host, "whose address is no IP address", "Write 0.0.0.0 for every address.");
        }
        return new ListenAddress(host, port);
    }

    private static CidrBlock parseCidr(String text, String reason, String remedy)
            throws InvalidValue {
        try {
            return CidrBlock.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidValue(reason, remedy);
        }
    }
}
