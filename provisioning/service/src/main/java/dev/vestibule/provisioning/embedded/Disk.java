package dev.vestibule.provisioning.embedded;

import dev.vestibule.provisioning.file.PrivateFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the journal asks of the file system; tests have one that fails. */
interface Disk {

    /** Opens a file; one that is new is for its owner only, since secrets are in it. */
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** Puts one file in the place of another, so that a reader finds the old or the new. */
    void move(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the names in a folder survive a crash, as forcing a file makes its bytes. */
    void forceFolder(Path folder) throws IOException;

    /** The real one. */
    static Disk system() {
        return new Disk() {
            @Override
            public FileChannel open(Path file, OpenOption... options) throws IOException {
                return PrivateFiles.open(file, options);
            }

            @Override
            public void move(Path from, Path to) throws IOException {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }

            @Override
            public void delete(Path file) throws IOException {
                Files.deleteIfExists(file);
            }

            @Override
            public void forceFolder(Path folder) throws IOException {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        };
    }
}
