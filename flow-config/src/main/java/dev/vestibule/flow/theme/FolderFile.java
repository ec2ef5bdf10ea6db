package dev.vestibule.flow.theme;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.yaml.YamlNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that the YAML names, relative to the folder of the configuration, with what is in it.
 *
 * @param bytes null if it could not be read, which a problem says
 */
record FolderFile(Path path, byte @Nullable [] bytes) {

    static FolderFile read(YamlNode node, ParseContext context, int largest) {
        Path path = new PathType().read(node, context);
        if (context.problems().brokenAt(node.place().path())) {
            return new FolderFile(path, null);
        }
        try {
            if (!Files.isRegularFile(path)) {
                refuse(node.place(), context, "that does not exist", "Create it, or name another.");
            } else if (Files.size(path) > largest) {
                refuse(
                        node.place(),
                        context,
                        "larger than " + largest / 1024 + " KB",
                        "Make it smaller: every page loads it.");
            } else {
                return new FolderFile(path, Files.readAllBytes(path));
            }
        } catch (IOException unreadable) {
            refuse(node.place(), context, "that cannot be read", "Make it readable.");
        }
        return new FolderFile(path, null);
    }

    private static void refuse(Place place, ParseContext context, String why, String remedy) {
        context.error(place, "a file " + why, "a file relative to this folder", remedy);
    }
}
