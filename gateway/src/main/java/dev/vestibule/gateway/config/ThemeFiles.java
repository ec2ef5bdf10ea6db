package dev.vestibule.gateway.config;

import dev.vestibule.flow.theme.Theme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a theme was read from; it is safe for several threads. */
final class ThemeFiles {
    private volatile Seen seen = new Seen(List.of(), List.of());

    /** Files as they were at one time. */
    private record Seen(List<Path> files, List<String> stamps) {
        static Seen now(List<Path> files) {
            return new Seen(files, files.stream().map(Seen::stamp).toList());
        }

        private static String stamp(Path file) {
            try {
                return Files.getLastModifiedTime(file) + " " + Files.size(file);
            } catch (IOException missing) {
                return "";
            }
        }
    }

    /** These are the files from now on. Blocks. */
    void follow(Theme theme) {
        seen = Seen.now(theme.files());
    }

    /** Whether one has changed since it was read, or since this was asked. Blocks. */
    boolean changed() {
        Seen before = seen;
        Seen now = Seen.now(before.files());
        seen = now;
        return !now.equals(before);
    }
}
