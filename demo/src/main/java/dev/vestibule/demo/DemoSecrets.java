package dev.vestibule.demo;

import dev.vestibule.provisioning.file.PrivateFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The demo's secrets: made once, kept in files that only their owner can read.
 *
 * @param random cryptographically strong
 */
record DemoSecrets(RandomGenerator random) {
    private static final List<String> NAMES = List.of("client", "directory", "reader", "grace");
    private static final int BYTES = 32;

    /** Makes those that are missing in {@code data/secrets}. */
    void prepare(Path data) throws IOException {
        Path folder = folder(data);
        PrivateFiles.createFolder(folder);
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                create(file);
            }
        }
    }

    /** The file of one of them. */
    static Path file(Path data, String name) {
        return folder(data).resolve(name);
    }

    private static Path folder(Path data) {
        return data.resolve("secrets");
    }

    private void create(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        try (FileChannel channel =
                PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
    }
}
