package dev.vestibule.flow.theme;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the gateway's own pages look.
 *
 * @param name of the product or organisation, in the head of every page; null for the product's own
 * @param logo beside the name; null for the product's own
 * @param links at the foot of every page, address by name
 * @param css rules after the standard ones; empty when there are none
 * @param texts texts in place of the standard ones, by language tag and key
 * @param files what was read from the file system; a change there changes the theme
 */
public record Theme(
        @Nullable String name,
        @Nullable Picture logo,
        Accent accent,
        Map<String, String> links,
        String css,
        Map<String, Map<String, String>> texts,
        List<Path> files) {
    /** The theme of a configuration without one. */
    public static final Theme STANDARD =
            new Theme(null, null, Accent.STANDARD, Map.of(), "", Map.of(), List.of());

    public Theme {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        files = List.copyOf(files);
    }
}
