package dev.vestibule.flow.parse;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.model.GatewaySettings.Rate;
import dev.vestibule.flow.model.ListenAddress;
import dev.vestibule.flow.problem.Nearest;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that keys take. */
final class Types {
    static final ScalarType<String> TEXT = new ScalarType<>("text", "?", text -> stripped(text));

    static final ScalarType<Boolean> TRUTH =
            new ScalarType<>("true or false", false, true, Types::truth);

    static final ScalarType<Duration> DURATION =
            new ScalarType<>(
                    "a whole number with s, m, h or d, for example 30m",
                    Duration.ofSeconds(1),
                    Types::duration);

    static final ScalarType<ListenAddress> LISTEN =
            new ScalarType<>(
                    "an IP address and a port, for example 127.0.0.1:8080",
                    new ListenAddress("127.0.0.1", 0),
                    Types::listen);

    static final ScalarType<CidrBlock> CIDR =
            new ScalarType<>(
                    "a block of IP addresses, for example 10.0.0.0/8",
                    CidrBlock.parse("127.0.0.1"),
                    Types::cidr);

    static final ScalarType<Long> SIZE =
            new ScalarType<>("a whole number with KB, MB or GB, for example 64MB", 1L, Types::size);

    static final ScalarType<Integer> COUNT =
            new ScalarType<>("a whole number from 1 to 10000", 1, Types::count);

    static final ScalarType<Integer> LARGE_COUNT =
            new ScalarType<>("a whole number from 1 to 1000000", 1, Types::largeCount);

    static final ScalarType<String> ID_TEXT =
            new ScalarType<>(
                    "an id: a small letter, then small letters, digits and _", "?", Types::id);

    static final ScalarType<Rate> RATE =
            new ScalarType<>(
                    "a number, a slash and a time span, for example 300/1m",
                    new Rate(1, Duration.ofMinutes(1)),
                    Types::rate);

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Pattern SIZED = Pattern.compile("([1-9][0-9]{0,5})(KB|MB|GB)");
    private static final Pattern COUNTED = Pattern.compile("[1-9][0-9]{0,3}|10000");
    private static final Pattern RATED = Pattern.compile("([1-9][0-9]{0,5})/([0-9]{1,6}[smhd])");
    private static final Pattern COUNTED_LARGE = Pattern.compile("[1-9][0-9]{0,5}|1000000");
    private static final Pattern SOCKET = Pattern.compile("(?:\\[([^]]*)]|([^:]*)):([0-9]{1,5})");

    private Types() {}

    static <T> ListType<T> listOf(ScalarType<T> item) {
        return new ListType<>(item);
    }

    /** One of the words, written as the YAML writes them. */
    static <T> ScalarType<T> choice(Map<String, T> values) {
        List<String> words = values.keySet().stream().sorted().toList();
        T first = values.values().iterator().next();
        return new ScalarType<>(
                words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words),
                first,
                text -> chosen(text, values));
    }

    /** One of an enum's constants in kebab case. */
    static <T extends Enum<T>> ScalarType<T> choice(T[] constants) {
        return choice(
                Arrays.stream(constants)
                        .collect(
                                Collectors.toMap(
                                        Types::word,
                                        constant -> constant,
                                        (first, _) -> first,
                                        LinkedHashMap::new)));
    }

    private static String word(Enum<?> constant) {
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

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static String id(String text) throws InvalidValue {
        if (!isId(text)) {
            throw new InvalidValue(
                    "which is no id", "Rename it here and in every place that uses it.");
        }
        return text;
    }

    private static String stripped(String text) throws InvalidValue {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new InvalidValue("which is blank", "Write a text, or remove the key.");
        }
        if (stripped.length() > 2_000) {
            throw new InvalidValue("longer than 2000 characters", "Write a shorter text.");
        }
        return stripped;
    }

    private static Boolean truth(String text) throws InvalidValue {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValue("which is neither", "Write true or false.");
        };
    }

    private static Duration duration(String text) throws InvalidValue {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || Integer.parseInt(time.group(1)) == 0) {
            throw new InvalidValue(
                    "which is no time span above zero", "Write 45s, 30m, 12h or 7d, for example.");
        }
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
        if (!size.matches()) {
            throw new InvalidValue("which is no such size", "Write 500KB or 64MB, for example.");
        }
        long amount = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "KB" -> amount << 10;
            case "MB" -> amount << 20;
            default -> amount << 30;
        };
    }

    private static Rate rate(String text) throws InvalidValue {
        Matcher rate = RATED.matcher(text);
        if (!rate.matches()) {
            throw new InvalidValue("which is no such rate", "Write 300/1m, for example.");
        }
        return new Rate(Integer.parseInt(rate.group(1)), duration(rate.group(2)));
    }

    private static Integer count(String text) throws InvalidValue {
        return count(text, COUNTED, "Write 10, for example.");
    }

    private static Integer largeCount(String text) throws InvalidValue {
        return count(text, COUNTED_LARGE, "Write 5000, for example.");
    }

    private static Integer count(String text, Pattern numbers, String remedy) throws InvalidValue {
        if (!numbers.matcher(text).matches()) {
            throw new InvalidValue("which is no such number", remedy);
        }
        return Integer.valueOf(text);
    }

    private static ListenAddress listen(String text) throws InvalidValue {
        Matcher socket = SOCKET.matcher(text);
        if (!socket.matches()) {
            throw new InvalidValue("which is no address with a port", "Write ADDRESS:PORT.");
        }
        String host = socket.group(1) == null ? socket.group(2) : socket.group(1);
        int port = Integer.parseInt(socket.group(3));
        if (port > 65_535) {
            throw new InvalidValue("whose port is above 65535", "Choose a port from 0 to 65535.");
        }
        if (!host.equals("localhost")) {
            parseCidr(host, "whose address is no IP address", "Write 0.0.0.0 for every address.");
        }
        return new ListenAddress(host, port);
    }

    private static CidrBlock cidr(String text) throws InvalidValue {
        return parseCidr(
                text,
                "which is no such block",
                "Write the network's address, a slash and the length.");
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
