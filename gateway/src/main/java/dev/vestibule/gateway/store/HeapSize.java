package dev.vestibule.gateway.store;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How many bytes of the heap a value of a store takes, by an estimate that errs to the large side:
 * a virtual machine with a heap below 32 GB has objects of 12 bytes and 4 for each reference, in
 * steps of 8. What is in a value twice is counted once, and the constants of enums are not counted.
 */
public final class HeapSize {
    private static final int STRING = 24 + 16;
    private static final int MAP = 64;
    private static final int MAP_ENTRY = 24;
    private static final int LIST = 40;
    private static final int RECORD = 16;
    private static final int REFERENCE = 8;
    private static final int SCALAR = 24;

    private static final ClassValue<Method[]> PARTS =
            new ClassValue<>() {
                @Override
                protected Method[] computeValue(Class<?> type) {
                    Method[] parts =
                            Arrays.stream(type.getRecordComponents())
                                    .map(RecordComponent::getAccessor)
                                    .toArray(Method[]::new);
                    AccessibleObject.setAccessible(parts, true);
                    return parts;
                }
            };

    private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

    private HeapSize() {}

    /** The size of a text, a number, a truth or a time, or of lists, maps and records of them. */
    public static long of(@Nullable Object value) {
        return new HeapSize().bytes(value);
    }

    private long bytes(@Nullable Object value) {
        if (value == null || value instanceof Enum<?> || !counted.add(value)) {
            return 0;
        }
        return switch (value) {
            case String text -> STRING + stepped((long) text.length() * width(text));
            case Map<?, ?> map ->
                    MAP
                            + MAP_ENTRY * (long) map.size()
                            + sum(map.keySet().stream())
                            + sum(map.values().stream());
            case Collection<?> list -> LIST + REFERENCE * (long) list.size() + sum(list.stream());
            case Record data -> {
                Method[] parts = PARTS.get(data.getClass());
                yield stepped(RECORD + 4L * parts.length)
                        + sum(Arrays.stream(parts).map(part -> value(part, data)));
            }
            default -> SCALAR;
        };
    }

    private long sum(Stream<?> parts) {
        return parts.mapToLong(this::bytes).sum();
    }

    private static @Nullable Object value(Method part, Record data) {
        try {
            return part.invoke(data);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long stepped(long bytes) {
        return (bytes + 7) / 8 * 8;
    }

    /** Bytes for each character: one where all are of Latin-1. */
    private static int width(String text) {
        return text.chars().allMatch(c -> c <= 0xff) ? 1 : 2;
    }
}
