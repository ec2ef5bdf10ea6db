package dev.vestibule.provisioning.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The attribute {@code cn} where a mapping gives none. What is written and what a simulation shows
 * use the same rule. Maps of attributes ignore the case of names.
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
    public static String of(List<String> sources, Map<String, List<String>> attributes) {
        return sources.stream()
                .map(name -> attributes.getOrDefault(name, List.of("")).getFirst())
                .collect(Collectors.joining(" "));
    }

    /** What {@code inetOrgPerson} demands of an entry of which only the username is known. */
    public static Map<String, List<String>> demanded(String username) {
        Map<String, List<String>> demanded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        demanded.put(COMMON_NAME, List.of(username));
        demanded.put("sn", List.of("-"));
        return demanded;
    }

    /** The attributes with those that a new entry cannot be without. */
    public static Map<String, List<String>> complete(
            String username, Map<String, List<String>> attributes) {
        Map<String, List<String>> complete = demanded(username);
        complete.putAll(attributes);
        List<String> sources = sources(attributes);
        if (!sources.isEmpty()) {
            complete.put(COMMON_NAME, List.of(of(sources, attributes)));
        }
        return complete;
    }
}
