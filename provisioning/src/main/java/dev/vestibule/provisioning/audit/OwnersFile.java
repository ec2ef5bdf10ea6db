package dev.vestibule.provisioning.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/** A file that nobody but its owner reads or writes. */
record OwnersFile(Path file) {

    /** Opens the file, and makes it where there is none. */
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(StandardOpenOption.CREATE);
        return FileChannel.open(file, all, attributes);
    }

    /**
     * Makes the new file's name safe.
     *
     * @param forSomebodyElse whether it belongs to whoever the folder belongs to: an administrator
     *     must not leave a file that the gateway cannot write
     */
    void created(boolean forSomebodyElse) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        if (forSomebodyElse) {
            giveTo(Files.getOwner(folder));
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void giveTo(UserPrincipal owner) throws IOException {
        if (!owner.equals(Files.getOwner(file))) {
            try {
                Files.setOwner(file, owner);
            } catch (IOException notAllowed) {
                Files.delete(file);
                throw notAllowed;
            }
        }
    }
}
