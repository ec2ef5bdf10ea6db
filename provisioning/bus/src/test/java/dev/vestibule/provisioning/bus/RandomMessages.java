package dev.vestibule.provisioning.bus;

import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Any value of a record, made by its components: a new command needs no example of its own. */
final class RandomMessages {
    private static final int MOST = 3;
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "uid=\u00e4d\u0000a\\2c \"}\n{,ou=people \uD83D\uDE00",
                    "half \uD83D",
                    "\uDE00 half",
                    "@type",
                    "7",
                    "null");

    private final Random random;
    private final List<Class<?>> values;

    /**
     * @param values what the value of a reply may be
     */
    RandomMessages(long seed, List<Class<?>> values) {
        random = new Random(seed);
        this.values = values;
    }

    Object of(Class<?> type) {
        if (type.isSealed()) {
            Class<?>[] permitted = type.getPermittedSubclasses();
            return of(permitted[random.nextInt(permitted.length)]);
        }
        if (type == TypedPassword.class) {
            return new TypedPassword("x" + text());
        }
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] parameters = new Class<?>[components.length];
            @Nullable Object[] arguments = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                parameters[i] = components[i].getType();
                arguments[i] = value(components[i].getAnnotatedType());
            }
            return type.getDeclaredConstructor(parameters).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private @Nullable Object value(AnnotatedType type) {
        if (type.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0) {
            return null;
        }
        Type plain = type.getType();
        return switch (plain) {
            case TypeVariable<?> _ -> of(values.get(random.nextInt(values.size())));
            case ParameterizedType _ -> collection((AnnotatedParameterizedType) type);
            default -> simple((Class<?>) plain);
        };
    }

    private Object collection(AnnotatedParameterizedType type) {
        AnnotatedType[] of = type.getAnnotatedActualTypeArguments();
        Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        if (raw == Map.class) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            some(of[0]).forEach(key -> map.put(key, value(of[1])));
            return map;
        }
        if (raw == Set.class) {
            return new LinkedHashSet<>(some(of[0]));
        }
        if (raw == List.class) {
            return some(of[0]);
        }
        throw new IllegalStateException("no values of " + type);
    }

    private List<Object> some(AnnotatedType type) {
        List<Object> some = new ArrayList<>();
        for (int left = random.nextInt(MOST + 1); left > 0; left--) {
            Object value = value(type);
            if (value != null) {
                some.add(value);
            }
        }
        return some;
    }

    private Object simple(Class<?> type) {
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        return switch (type.getSimpleName()) {
            case "String" -> text();
            case "boolean" -> random.nextBoolean();
            case "int" -> random.nextInt();
            case "long" -> random.nextLong();
            case "Instant" ->
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case "Duration" -> Duration.ofNanos(random.nextLong());
            case "byte[]" -> text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            default -> of(type);
        };
    }

    private String text() {
        if (random.nextBoolean()) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        }
        return text.toString();
    }
}
