package dev.vestibule.flow.schema;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.Key.Need;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Derives a section from the {@link KeyTable} of its record. Whatever does not fit together is
 * thrown here, when the section is made.
 *
 * @param types the types of keys that do not follow from the components, also of sections below
 */
record RecordSection<R extends Record>(Class<R> record, Map<String, ValueType<?>> types) {
    private static final Map<Class<?>, ValueType<?>> BY_CLASS =
            Map.of(
                    boolean.class, Types.TRUTH,
                    int.class, Types.COUNT,
                    long.class, Types.SIZE,
                    String.class, Types.TEXT,
                    Duration.class, Types.DURATION,
                    ListenAddress.class, Types.LISTEN,
                    CidrBlock.class, Types.CIDR,
                    Path.class, new PathType(),
                    Secret.class, new SecretType(),
                    Expression.class, ExpressionType.CONDITION);

    Section<R> section() {
        List<String> parts = List.of(table().split("\n(?=[|])"));
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.put(name(component), component);
        }
        Map<String, Key<?>> keys = new LinkedHashMap<>();
        for (String row : parts.subList(1, parts.size())) {
            String[] cells = plain(row).split(" ?[|] ?", 4);
            keys.put(cells[1], key(cells, components.get(cells[1])));
        }
        List<Value> values =
                components.entrySet().stream()
                        .map(each -> value(each.getValue(), keys.get(each.getKey())))
                        .toList();
        Constructor<R> constructor = constructor();
        return new Section<>(
                "keys",
                plain(parts.getFirst()),
                List.copyOf(keys.values()),
                fields -> read(constructor, values, fields));
    }

    /** How a component gets its value. */
    private interface Value {
        @Nullable Object in(Fields fields);
    }

    private String table() {
        return Objects.requireNonNull(record.getAnnotation(KeyTable.class), record::getName)
                .value();
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String name(RecordComponent component) {
        KeyTable.Named named = component.getAnnotation(KeyTable.Named.class);
        return named != null
                ? named.value()
                : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private Key<?> key(String[] cells, @Nullable RecordComponent component) {
        ValueType<?> type = type(cells[1], component);
        boolean nullable = component != null && isNullable(component);
        if (cells[2].equals("**required**")) {
            return new Key<>(cells[1], type, Need.REQUIRED, "", cells[3]);
        }
        if (!nullable && cells[2].matches("`[^`]*`")) {
            String preset = cells[2].substring(1, cells[2].length() - 1);
            return new Key<>(cells[1], type, Need.PRESET, preset, cells[3]);
        }
        return new Key<>(cells[1], type, Need.OPTIONAL, cells[2], cells[3]);
    }

    private ValueType<?> type(String name, @Nullable RecordComponent component) {
        ValueType<?> given = types.get(name);
        if (component == null) {
            return Objects.requireNonNull(given, () -> "no type of the key " + name);
        }
        if (component.getGenericType() instanceof ParameterizedType list) {
            return listed(given == null ? type(name, list.getActualTypeArguments()[0]) : given);
        }
        return given == null ? type(name, component.getType()) : given;
    }

    private static ValueType<?> listed(ValueType<?> item) {
        return item instanceof ScalarType<?> single ? Types.listOf(single) : item;
    }

    private ValueType<?> type(String name, Type type) {
        if (type instanceof Class<?> known) {
            if (BY_CLASS.containsKey(known)) {
                return BY_CLASS.get(known);
            }
            if (known.isEnum()) {
                return Types.choice((Enum[]) known.getEnumConstants());
            }
            if (known.isAnnotationPresent(KeyTable.class)) {
                return new RecordSection<>(known.asSubclass(Record.class), types).section();
            }
        }
        throw new IllegalStateException("no type of the key " + name + " in " + record);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Value value(RecordComponent component, @Nullable Key<?> key) {
        if (key == null && component.getName().equals("id")) {
            return Fields::id;
        }
        boolean certain =
                key != null
                        && (key.need() != Need.OPTIONAL
                                || !(key.type() instanceof ScalarType)
                                || component.getType().isPrimitive());
        if (key == null || !certain && !isNullable(component)) {
            throw new IllegalStateException("no value of " + component + " in " + record);
        }
        return isNullable(component)
                ? fields -> fields.find(key).orElse(null)
                : fields -> fields.get(key);
    }

    private Constructor<R> constructor() {
        try {
            Constructor<R> constructor =
                    record.getDeclaredConstructor(
                            Arrays.stream(record.getRecordComponents())
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <R> R read(Constructor<R> constructor, List<Value> values, Fields fields) {
        try {
            return constructor.newInstance(values.stream().map(each -> each.in(fields)).toArray());
        } catch (ReflectiveOperationException unfit) {
            throw new IllegalStateException(unfit);
        }
    }
}
