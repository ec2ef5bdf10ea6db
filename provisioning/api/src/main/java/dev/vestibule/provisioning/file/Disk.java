package dev.vestibule.provisioning.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The operations of a file system that a {@link RecordLog} needs. Tests have one that fails. */
public interface Disk {

    /** Opens a file. A new one has mode 0600, since secrets are in it. */
    default FileChannel open(Path file, OpenOption... options) throws IOException {
        return PrivateFiles.open(file, options);
    }

    /** Puts one file in the place of another: a reader finds the old one or the new one. */
    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the name of a file survive a crash, as forcing the file does with its bytes. */
    default void forceName(Path file) throws IOException {
        PrivateFiles.forceName(file);
    }

    /** The disk of this machine. */
    static Disk system() {
        return new Disk() {};
    }
}
