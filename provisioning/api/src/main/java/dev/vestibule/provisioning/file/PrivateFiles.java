package dev.vestibule.provisioning.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files and folders that only their owner can read or write, whatever the umask is. A file is never
 * opened through a symbolic link: the link could belong to another user and lead anywhere.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /**
     * Opens a file. One that is created gets mode 0600.
     *
     * @throws FileSystemException when the name is a symbolic link
     * @throws IOException when the file cannot be opened
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(file, all, mode(file, FILE));
        } catch (IOException refused) {
            if (Files.isSymbolicLink(file)) {
                throw new FileSystemException(
                        file.toString(), null, "is a symbolic link, which is not followed");
            }
            throw refused;
        }
    }

    /** Another process has a file that only one may have. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(Path file) {
            super(file + " is used by another process");
        }
    }

    /**
     * Takes a file that one process at a time may have, until the channel is closed.
     *
     * @throws InUseException when another process has it, or this one already
     */
    public static FileChannel lock(Path file) throws IOException {
        FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException thisProcess) {
            // Refused below.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new InUseException(file);
    }

    /**
     * Creates the folder and the folders above it where they are missing, with mode 0700. A folder
     * that exists keeps its mode.
     *
     * @throws IOException when a folder cannot be created
     */
    public static void createFolder(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        if (Files.isDirectory(whole)) {
            return;
        }
        Path parent = whole.getParent();
        if (parent != null) {
            createFolder(parent);
        }
        try {
            Files.createDirectory(whole, mode(whole, FOLDER));
        } catch (FileAlreadyExistsException exists) {
            // Another process may have created it in this moment.
            if (!Files.isDirectory(whole)) {
                throw exists;
            }
        }
    }

    /**
     * Makes the name of a new file survive a crash, as forcing the file makes its bytes.
     *
     * @throws IOException when the folder cannot be forced
     */
    public static void forceName(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /**
     * Removes a new file that the owner of its folder could not read.
     *
     * @throws AccessDeniedException when it was removed
     * @throws IOException when the owners cannot be read
     */
    public static void requireOwnerOfFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        var owner = Files.getOwner(folder);
        if (!owner.equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS))) {
            Files.delete(file);
            throw new AccessDeniedException(
                    file.toString(), null, "the folder belongs to " + owner.getName());
        }
    }

    private static FileAttribute<?>[] mode(Path file, Set<PosixFilePermission> permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
