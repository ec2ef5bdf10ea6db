package dev.vestibule.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The demo's secrets: made once, kept in files that only their owner can read. */
final class DemoSecrets {
    private static final List<String> NAMES = List.of("client", "directory", "reader");
    private static final int BYTES = 32;

    private final RandomGenerator random;

    /**
     * @param random cryptographically strong
     */
    DemoSecrets(RandomGenerator random) {
        this.random = random;
    }

    /** Makes those that are missing in {@code data/secrets}. */
    void prepare(Path data) throws IOException {
        Path folder = folder(data);
        Files.createDirectories(data);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, onlyOwner("rwx------"));
        }
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
        Files.createFile(file, onlyOwner("rw-------"));
        Files.writeString(
                file,
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static FileAttribute<Set<PosixFilePermission>> onlyOwner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
