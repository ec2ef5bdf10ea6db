package dev.vestibule.flow.theme;

import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.PathType;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.YamlNode;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder with a file of texts for each language, {@code messages_LANGUAGE.properties}. */
record TextsType() implements ValueType<TextsType.Folder> {
    private static final Pattern NAME =
            Pattern.compile("messages_([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[.]properties");
    private static final long LARGEST = 256L * 1024;

    /**
     * What the folder has.
     *
     * @param texts by language tag and key
     * @param files the folder and everything that was read in it
     */
    record Folder(Map<String, Map<String, String>> texts, List<Path> files) {}

    @Override
    public String words() {
        return "the path of a folder with files such as messages_de.properties";
    }

    @Override
    public Folder read(YamlNode node, ParseContext context) {
        Path folder = new PathType().read(node, context);
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>(List.of(folder));
        for (Path file : listed(folder, node, context)) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                files.add(file);
                texts.put(name.group(1), texts(file, node, context));
            } else {
                refuse(node, context, file, "whose name has no language");
            }
        }
        return new Folder(texts, files);
    }

    private static List<Path> listed(Path folder, YamlNode node, ParseContext context) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".properties"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            if (!context.problems().brokenAt(node.place().path())) {
                context.error(
                        node.place(),
                        "no folder that can be read",
                        new TextsType().words(),
                        "Create the folder, or name another one.");
            }
            return List.of();
        }
    }

    private static Map<String, String> texts(Path file, YamlNode node, ParseContext context) {
        Map<String, String> texts = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (Files.size(file) > LARGEST) {
                refuse(node, context, file, "larger than 256 KB");
                return texts;
            }
            Properties read = new Properties();
            read.load(reader);
            read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
        } catch (IOException | IllegalArgumentException malformed) {
            refuse(node, context, file, "which cannot be read");
        }
        return texts;
    }

    private static void refuse(YamlNode node, ParseContext context, Path file, String why) {
        context.error(
                node.place(),
                "the file " + file.getFileName() + ", " + why,
                "files such as messages_de.properties with lines KEY=TEXT in UTF-8",
                "Change the file.");
    }
}
