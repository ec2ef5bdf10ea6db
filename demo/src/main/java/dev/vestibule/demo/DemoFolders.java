package dev.vestibule.demo;

import dev.vestibule.provisioning.file.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the demo's YAML and data lie. The YAML is used in place; with other ports or another data
 * folder, a copy that says so is used instead, in the data folder.
 *
 * @param yaml the folder as it is checked in
 * @param data secrets and accounts
 */
public record DemoFolders(Path yaml, Path data) {
    private static final Pattern PORT = Pattern.compile(":(\\d{4})\\b");

    /** The folder that the gateway reads. */
    Path effective(DemoPorts ports) throws IOException {
        if (ports.equals(DemoPorts.STANDARD) && isStandardData()) {
            return yaml;
        }
        Path copy = data.resolve("config");
        PrivateFiles.createFolder(copy);
        for (Path file : yamlFiles()) {
            String text = withPorts(Files.readString(file), ports.replacements());
            Files.writeString(copy.resolve(file.getFileName()), text.replace("../data/", "../"));
        }
        return copy;
    }

    private boolean isStandardData() {
        return data.toAbsolutePath()
                .normalize()
                .equals(yaml.resolveSibling("data").toAbsolutePath().normalize());
    }

    private List<Path> yamlFiles() throws IOException {
        try (Stream<Path> files = Files.list(yaml)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private static String withPorts(String text, Map<Integer, Integer> replacements) {
        return PORT.matcher(text)
                .replaceAll(match -> {
                    int port = Integer.parseInt(match.group(1));
                    return ":" + replacements.getOrDefault(port, port);
                });
    }
}
