package dev.vestibule.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * In processes of their own, since rights that were given up do not come back. Only root can give
 * folders to other users, so that these tests need it.
 */
final class FolderOwnersTest {
    private static final int OTHER = 65_534;
    private static final int THIRD = 65_533;

    @TempDir private Path folder;

    /** What runs in the process: assumes the owners and writes a file into the last folder. */
    static final class Command {
        public static void main(String[] arguments) throws IOException {
            List<Path> folders = Stream.of(arguments).map(Path::of).toList();
            new FolderOwners(new ProcessUser()).assume(folders);
            Files.writeString(folders.getLast().resolve("written"), "x");
        }
    }

    @BeforeEach
    void beRoot() throws IOException {
        assumeTrue(new ProcessUser().isRoot(), "needs root");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void rootGoesOnAsTheUserWhoOwnsTheFolder() throws Exception {
        Path log = owned("log", OTHER);

        assertThat(run(log)).isEmpty();

        assertThat(owner(log.resolve("written"))).isEqualTo(OTHER);
    }

    @Test
    void aLinkOfTheOwnerLeadsNowhereThatTheOwnerCouldNotWrite() throws Exception {
        Path log = owned("log", OTHER);
        Path secret = Files.createDirectory(folder.resolve("root-only"));
        Files.createSymbolicLink(log.resolve("written"), secret.resolve("created"));

        assertThat(run(log)).contains("Exception");

        assertThat(secret.resolve("created")).doesNotExist();
    }

    @Test
    void whoeverOwnsAFolderOnTheWayIsAssumed() throws Exception {
        Path parent = owned("parent", OTHER);
        Path target = Files.createDirectory(folder.resolve("root-only"));
        Files.createSymbolicLink(parent.resolve("log"), target);

        assertThat(run(parent.resolve("log"))).contains("AccessDeniedException");

        assertThat(target.resolve("written")).doesNotExist();
    }

    @Test
    void aFolderThatIsMissingBelongsToTheOwnerOfTheOneAbove() throws Exception {
        Path parent = owned("parent", OTHER);

        assertThat(run(parent.resolve("missing"))).contains("NoSuchFileException");
        assertThat(run(parent.resolve("missing"), parent)).isEmpty();

        assertThat(owner(parent.resolve("written"))).isEqualTo(OTHER);
    }

    @Test
    void rootStaysRootInItsOwnFolders() throws Exception {
        assertThat(run(folder)).isEmpty();

        assertThat(owner(folder.resolve("written"))).isZero();
    }

    @Test
    void foldersOfDifferentUsersAreRefused() throws Exception {
        Path log = owned("log", OTHER);
        Path data = owned("data", THIRD);

        assertThat(run(log, data)).contains("belong to different users");

        assertThat(data.resolve("written")).doesNotExist();
    }

    private Path owned(String name, int user) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.setAttribute(made, "unix:uid", user);
        Files.setAttribute(made, "unix:gid", user);
        return made;
    }

    private static int owner(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static String run(Path... folders) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Command.class.getName()));
        Stream.of(folders).map(Path::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
