package dev.vestibule.flow.theme;

import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A style sheet in a file. */
record CssType() implements ValueType<CssType.Css> {
    private static final int LARGEST = 64 * 1024;

    /**
     * A style sheet.
     *
     * @param file where it was read
     */
    record Css(Path file, String text) {}

    @Override
    public String words() {
        return "the path of a CSS file of at most 64 KB";
    }

    @Override
    public Css read(YamlNode node, ParseContext context) {
        FolderFile file = FolderFile.read(node, context, LARGEST);
        byte[] bytes = file.bytes();
        return new Css(file.path(), bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
    }
}
