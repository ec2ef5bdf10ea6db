package dev.vestibule.flow.parse;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads paths, which are relative to the folder of the configuration. */
record PathReader(Reading reading) {

    Optional<Path> find(Fields fields, Key<String> key) {
        return fields.find(key).flatMap(text -> path(text, fields, key));
    }

    private Optional<Path> path(String text, Fields fields, Key<String> key) {
        try {
            return Optional.of(reading.references().folder().resolve(text).normalize());
        } catch (InvalidPathException malformed) {
            reading.problems()
                    .error(
                            fields.place().below(key.name()),
                            "an invalid path",
                            "the path of a file or folder",
                            "Write a path, for example ./data.");
            return Optional.empty();
        }
    }
}
