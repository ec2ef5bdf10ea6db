package dev.vestibule.gateway.seal;

import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.provisioning.file.PrivateFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The key that the gateway makes for itself where the configuration names none.
 *
 * @param folder for what the gateway keeps over a restart
 */
public record KeyFile(Path folder) {

    /**
     * The key in the file, which is created with this one where it is missing.
     *
     * @throws IOException when the file cannot be read or written
     */
    public Secret readOr(String fresh) throws IOException {
        if (!Files.exists(file())) {
            create(fresh);
        }
        return new Secret(Files.readString(file()).strip());
    }

    /** Where the key is. */
    public Path file() {
        return folder.resolve("factors.key");
    }

    private void create(String key) throws IOException {
        PrivateFiles.createFolder(folder);
        try (FileChannel channel =
                PrivateFiles.open(
                        file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException another) {
            return;
        }
        PrivateFiles.forceName(file());
    }
}
