package dev.vestibule.provisioning.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

class PrivateFilesTest {
    @TempDir private Path folder;

    @Test
    void aNewFileIsItsOwnersAlone() throws IOException {
        Path file = folder.resolve("log");

        PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void everyNewFolderOnTheWayIsItsOwnersAlone() throws IOException {
        Path deep = folder.resolve("a/b/c");

        PrivateFiles.createFolder(deep);

        assertThat(mode(deep)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatExistsKeepsItsMode() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));

        PrivateFiles.createFolder(shared);

        assertThat(mode(shared)).isEqualTo("rwxr-x---");
    }

    @Test
    void noFileIsCreatedThroughASymbolicLink() throws IOException {
        Path target = folder.resolve("target");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        assertThatThrownBy(() ->
                        PrivateFiles.open(
                                link, StandardOpenOption.CREATE, StandardOpenOption.WRITE))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("symbolic link");
        assertThat(target).doesNotExist();
    }

    @Test
    void noFileIsWrittenThroughASymbolicLink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "untouched");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        assertThatThrownBy(() -> PrivateFiles.open(link, StandardOpenOption.APPEND))
                .isInstanceOf(FileSystemException.class);
        assertThat(target).hasContent("untouched");
    }

    @Test
    void aFileInThePlaceOfAFolderIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> PrivateFiles.createFolder(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
