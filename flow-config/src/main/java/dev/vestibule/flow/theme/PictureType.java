package dev.vestibule.flow.theme;

import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The file of a picture: SVG, PNG, JPEG or WebP. Its content decides, not its name. */
public record PictureType() implements ValueType<Picture> {
    private static final int LARGEST = 64 * 1024;
    private static final Picture STAND_IN = new Picture("image/png", "");

    @Override
    public String words() {
        return "the path of an SVG, PNG, JPEG or WebP file of at most 64 KB";
    }

    @Override
    public Picture read(YamlNode node, ParseContext context) {
        byte[] bytes = FolderFile.read(node, context, LARGEST).bytes();
        if (bytes == null) {
            return STAND_IN;
        }
        String type = type(bytes);
        if (type == null) {
            context.error(
                    node.place(),
                    "a file that is none of these",
                    "an SVG, PNG, JPEG or WebP picture",
                    "Save the picture as SVG or PNG.");
            return STAND_IN;
        }
        return new Picture(type, Base64.getEncoder().encodeToString(bytes));
    }

    private static @Nullable String type(byte[] bytes) {
        String start =
                new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n")) {
            return "image/png";
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        return start.contains("<svg") ? "image/svg+xml" : null;
    }
}
