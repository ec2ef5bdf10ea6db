package dev.vestibule.cli.account;

import dev.vestibule.gateway.StartFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The user whose rights a command of root needs to write to the gateway's folders. The owner of a
 * folder decides where its names lead. A command that kept root's rights there would create and
 * change any file that the owner wants, so it continues with the rights of the owner.
 */
record FolderOwners(ProcessUser process) {
    private record Owner(int user, int group) {
        static final int ROOT = 0;

        boolean isRoot() {
            return user == ROOT;
        }
    }

    /**
     * When this process is root's and the folders are another user's, it is that user's from now
     * on. Otherwise nothing changes.
     *
     * @throws StartFailure when the folders belong to different users, or the rights cannot be
     *     given up
     */
    void assume(Collection<Path> folders) {
        if (folders.isEmpty() || !isUnix(folders.iterator().next()) || !process.isRoot()) {
            return;
        }
        Map<Integer, Owner> owners = new HashMap<>();
        for (Path folder : folders) {
            Owner owner = owner(folder);
            owners.put(owner.user(), owner);
        }
        if (owners.size() > 1) {
            throw StartFailure.because(
                    "The folders of gateway.audit, gateway.data and directory.embedded.data belong"
                            + " to different users; run the command as the gateway's user.");
        }
        Owner owner = owners.values().iterator().next();
        if (!owner.isRoot()) {
            process.become(owner.user(), owner.group());
        }
    }

    private static boolean isUnix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** The first other user who owns a parent folder, and could exchange everything below. */
    private static Owner owner(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Path reached = Objects.requireNonNull(whole.getRoot());
        Owner owner = new Owner(Owner.ROOT, Owner.ROOT);
        for (Path name : whole) {
            reached = reached.resolve(name);
            Owner next = ownerOf(reached);
            if (next == null) {
                return owner;
            }
            if (!next.isRoot()) {
                return next;
            }
        }
        return owner;
    }

    /** Null when there is no such file. */
    private static @Nullable Owner ownerOf(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try {
            Map<String, Object> ids =
                    Files.readAttributes(file, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
            return new Owner(id(ids, "uid"), id(ids, "gid"));
        } catch (IOException unreadable) {
            throw StartFailure.because("The owner of " + file + " cannot be read.", unreadable);
        }
    }

    private static int id(Map<String, Object> ids, String name) {
        return (int) Objects.requireNonNull(ids.get(name));
    }
}
