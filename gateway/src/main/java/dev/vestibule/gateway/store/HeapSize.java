package dev.vestibule.gateway.store;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;

/**
 * How many bytes of the heap values take, as a virtual machine with a heap below 32 GB lays them
 * out: 12 bytes of header and 4 for each reference, in steps of 8.
 */
public final class HeapSize {
    /** An object with up to three references. */
    public static final int OBJECT = 24;

    /** An object with up to seven references. */
    public static final int LARGE_OBJECT = 40;

    /** A point in time. */
    public static final int INSTANT = 24;

    private static final int STRING = 24 + 16;
    private static final int MAP = 64;
    private static final int MAP_ENTRY = 24;
    private static final int LIST = 40;
    private static final int REFERENCE = 8;
    private static final int NUMBER = 24;

    private HeapSize() {}

    /** The text with its characters, 0 for none. */
    public static long of(@Nullable String text) {
        return text == null ? 0 : STRING + stepped((long) text.length() * width(text));
    }

    /** The texts with what holds them. */
    public static long of(Collection<String> texts) {
        return texts.isEmpty()
                ? 0
                : LIST + texts.stream().mapToLong(text -> REFERENCE + of(text)).sum();
    }

    /** A value as JSON has them: text, numbers, booleans, and lists and maps of them. */
    public static long ofJson(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> of(text);
            case Map<?, ?> map ->
                    MAP
                            + map.entrySet().stream()
                                    .mapToLong(entry ->
                                            MAP_ENTRY
                                                    + ofJson(entry.getKey())
                                                    + ofJson(entry.getValue()))
                                    .sum();
            case Collection<?> list ->
                    LIST + list.stream().mapToLong(item -> REFERENCE + ofJson(item)).sum();
            default -> NUMBER;
        };
    }

    private static long stepped(long bytes) {
        return (bytes + 7) / 8 * 8;
    }

    /** Bytes for each character: one where all are of Latin-1. */
    private static int width(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0xff) {
                return 2;
            }
        }
        return 1;
    }
}
