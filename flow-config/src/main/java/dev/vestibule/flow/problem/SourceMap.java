package dev.vestibule.flow.problem;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the place of a path, so that checks on the model can name a line. */
public final class SourceMap {
    private final Map<String, Place> byPath = new HashMap<>();

    /** Remembers a place under its own path. The first one stays. */
    public void add(Place place) {
        byPath.putIfAbsent(place.path(), place);
    }

    /** Whether something is written at this path. */
    public boolean has(String path) {
        return byPath.containsKey(path);
    }

    /** The place of the path, or of the next part above if nothing is written there. */
    public Place of(String path) {
        for (String known = path; ; known = parent(known)) {
            Optional<Place> place = Optional.ofNullable(byPath.get(known));
            if (place.isPresent() || known.isEmpty()) {
                return place.map(found -> named(found, path))
                        .orElseGet(() -> new Place("", 1, 1, path));
            }
        }
    }

    private static Place named(Place place, String path) {
        return new Place(place.file(), place.line(), place.column(), path);
    }

    private static String parent(String path) {
        return path.substring(
                0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
