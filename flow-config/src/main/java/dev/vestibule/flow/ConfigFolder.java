package dev.vestibule.flow;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of a configuration. */
record ConfigFolder(Path path) {
    private static final long LARGEST = 4_000_000;

    /** Text by file name; files that cannot be read are reported. */
    Map<String, String> read(Problems problems) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> configs = entries.filter(ConfigFolder::isConfig).sorted().toList();
            configs.forEach(file -> read(file, files, problems));
            if (configs.isEmpty()) {
                empty(path, problems);
            }
        } catch (IOException unreadable) {
            problems.error(
                    new Place(path.toString(), 1, 1, ""),
                    "no folder that can be read",
                    "a folder with *.yaml files",
                    "Create the folder, or name another one.");
        }
        return files;
    }

    /** Reports a folder without configuration. */
    static void empty(Path path, Problems problems) {
        problems.error(
                new Place(path.toString(), 1, 1, ""),
                "no file whose name ends with .yaml or .yml",
                "a folder with *.yaml files",
                "Put the configuration into this folder, or name another one.");
    }

    private static boolean isConfig(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml"))
                && !name.startsWith(".")
                && Files.isRegularFile(file);
    }

    private static void read(Path file, Map<String, String> files, Problems problems) {
        String name = file.getFileName().toString();
        try {
            if (Files.size(file) > LARGEST) {
                unreadable(name, "a file of more than " + LARGEST + " bytes", problems);
                return;
            }
            files.put(name, Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException malformed) {
            unreadable(name, "a file that is not in UTF-8", problems);
        } catch (IOException failed) {
            unreadable(name, "a file that cannot be read", problems);
        }
    }

    private static void unreadable(String name, String found, Problems problems) {
        problems.error(
                new Place(name, 1, 1, ""),
                found,
                "YAML in UTF-8",
                "Save it as UTF-8, readable for this process.");
    }
}
