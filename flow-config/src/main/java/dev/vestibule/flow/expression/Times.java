package dev.vestibule.flow.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Functions of the date and the time of day. Expressions call them by their {@link Shorthands},
 * which add the current time.
 */
final class Times {
    static final String AGE = "@age";
    static final String TIME_BETWEEN = "@time_between";
    static final String WEEKDAY = "@weekday";

    /** Beyond it a date is a placeholder, such as the year 1. */
    private static final long OLDEST = 150;

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private Times() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        AGE,
                        CelOverloadDecl.newGlobalOverload(
                                "age_at", SimpleType.INT, SimpleType.STRING, SimpleType.TIMESTAMP)),
                CelFunctionDecl.newFunctionDeclaration(
                        TIME_BETWEEN,
                        CelOverloadDecl.newGlobalOverload(
                                "time_between_at",
                                SimpleType.BOOL,
                                SimpleType.TIMESTAMP,
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                        WEEKDAY,
                        CelOverloadDecl.newGlobalOverload(
                                "weekday_at",
                                SimpleType.STRING,
                                SimpleType.TIMESTAMP,
                                SimpleType.STRING)));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from("age_at", String.class, Instant.class, Times::age),
                CelFunctionBinding.from(
                        "time_between_at",
                        List.of(Instant.class, String.class, String.class, String.class),
                        arguments -> between((Instant) arguments[0], arguments)),
                CelFunctionBinding.from("weekday_at", Instant.class, String.class, Times::weekday));
    }

    /**
     * Whole years from the date to the day of the instant, in UTC.
     *
     * @throws IllegalArgumentException when it is no date, lies ahead, or is too long ago
     */
    static long age(String date, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate born = date(date);
        long years = ChronoUnit.YEARS.between(born, today);
        if (born.isAfter(today) || years > OLDEST) {
            throw new IllegalArgumentException("no date of birth");
        }
        return years;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("no date", malformed);
        }
    }

    private static boolean between(Instant now, Object[] arguments) {
        LocalTime from = LocalTime.parse((String) arguments[1]);
        LocalTime to = LocalTime.parse((String) arguments[2]);
        LocalTime time = LocalTime.ofInstant(now, ZoneId.of((String) arguments[3]));
        boolean begun = !time.isBefore(from);
        boolean open = time.isBefore(to);
        return from.isBefore(to) ? begun && open : begun || open;
    }

    private static String weekday(Instant now, String zone) {
        return word(LocalDate.ofInstant(now, ZoneId.of(zone)).getDayOfWeek());
    }

    /** Every result of {@code weekday}. */
    static List<String> weekdays() {
        return Arrays.stream(java.time.DayOfWeek.values()).map(Times::word).toList();
    }

    private static String word(java.time.DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ENGLISH);
    }

    /** What is wrong with a time of day; empty for a sound one. */
    static Optional<String> mistakeInTime(String text) {
        return TIME.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(IssueTexts.quoted(text) + " is no time of day such as \"08:00\"");
    }

    /** What is wrong with a time zone; empty for one that is known. */
    static Optional<String> mistakeInZone(String text) {
        return text.equals("UTC") || text.contains("/") && isZone(text)
                ? Optional.empty()
                : Optional.of(
                        IssueTexts.quoted(text)
                                + " is no time zone such as \"Europe/Berlin\" or \"UTC\"");
    }

    private static boolean isZone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text);
    }
}
