package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a file or folder, relative to the folder of the configuration. */
public record PathType() implements ValueType<Path> {
    @Override
    public String words() {
        return Types.TEXT.words();
    }

    @Override
    public Path read(YamlNode node, ParseContext context) {
        String text = Types.TEXT.read(node, context);
        try {
            return context.references().folder().resolve(text).normalize();
        } catch (InvalidPathException malformed) {
            context.error(
                    node.place(),
                    "an invalid path",
                    "the path of a file or folder",
                    "Write a path, for example ./data.");
            return Path.of("invalid");
        }
    }
}
