package dev.vestibule.gateway.config;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The id of a version of the configuration, equal on every node that has read the same files. */
public final class Fingerprint {
    private static final int LENGTH = 11;

    private Fingerprint() {}

    /**
     * A short text for what logins use of the configuration: connections, factors, flows and apps.
     */
    public static String of(FlowConfig config) {
        return hash(
                Stream.of(config.connections(), config.factors(), config.flows(), config.apps())
                        .map(Fingerprint::written)
                        .collect(Collectors.joining("\n")));
    }

    /** Sets and maps have another order in each process. */
    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Expression expression -> expression.source();
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(each -> each.getKey() + "=" + written(each.getValue()))
                            .sorted()
                            .collect(Collectors.joining(",", "{", "}"));
            case Set<?> set ->
                    set.stream()
                            .map(Fingerprint::written)
                            .sorted()
                            .collect(Collectors.joining(",", "(", ")"));
            case List<?> list ->
                    list.stream()
                            .map(Fingerprint::written)
                            .collect(Collectors.joining(",", "[", "]"));
            case Record part ->
                    Arrays.stream(part.getClass().getRecordComponents())
                            .map(component -> written(value(part, component)))
                            .collect(Collectors.joining(",", part.getClass().getName(), ";"));
            case Object other -> other.toString();
        };
    }

    private static @Nullable Object value(Record part, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
