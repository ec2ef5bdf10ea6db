package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.FieldNames;

import io.vertx.core.MultiMap;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The header fields that rules may see, in every spelling that a server may fold into one.
 *
 * @param userAgent empty when there is none; null when it comes twice, or with characters that
 *     servers read in different ways
 * @param method the one that a field asks an application to take instead; null when there is none
 */
record FieldsForRules(@Nullable String userAgent, @Nullable String method) {

    static FieldsForRules of(MultiMap headers) {
        String agent = null;
        String method = null;
        boolean clear = true;
        for (Map.Entry<String, String> field : headers) {
            switch (folded(field.getKey())) {
                case "user-agent" -> {
                    clear &= agent == null && ascii(field.getValue());
                    agent = field.getValue();
                }
                case "x-http-method-override", "x-http-method", "x-method-override" ->
                        method = method == null ? field.getValue() : "";
                default -> {}
            }
        }
        return new FieldsForRules(clear ? agent == null ? "" : agent : null, method);
    }

    /** The request's own method, or null when an application may take another one. */
    @Nullable String methodOr(String own) {
        return method == null || method.equals(own) ? own : null;
    }

    private static String folded(String name) {
        boolean ours = name.length() > 9 && "uUxX".indexOf(name.charAt(0)) >= 0;
        return ours ? FieldNames.folded(name) : "";
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
