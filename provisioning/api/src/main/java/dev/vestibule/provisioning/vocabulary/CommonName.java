package dev.vestibule.provisioning.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The attribute {@code cn} where a mapping gives none. Maps of attributes ignore the case of names.
 */
public final class CommonName {
    private static final String COMMON_NAME = "cn";
    private static final String DISPLAY_NAME = "displayName";

    private CommonName() {}

    /** The attributes that it is made of; none if it is there, or if one of them is not. */
    public static List<String> sources(Map<String, List<String>> attributes) {
        List<String> sources =
                attributes.containsKey(DISPLAY_NAME)
                        ? List.of(DISPLAY_NAME)
                        : List.of("givenName", "sn");
        return attributes.containsKey(COMMON_NAME) || !attributes.keySet().containsAll(sources)
                ? List.of()
                : sources;
    }

    /** The first values of its sources. */
    private static String of(List<String> sources, Map<String, List<String>> attributes) {
        return sources.stream()
                .map(name -> attributes.getOrDefault(name, List.of("")).getFirst())
                .collect(Collectors.joining(" "));
    }

    /** Adds it where it follows from the other attributes. */
    public static Map<String, List<String>> added(Map<String, List<String>> attributes) {
        List<String> sources = sources(attributes);
        if (!sources.isEmpty()) {
            attributes.put(COMMON_NAME, List.of(of(sources, attributes)));
        }
        return attributes;
    }
}
