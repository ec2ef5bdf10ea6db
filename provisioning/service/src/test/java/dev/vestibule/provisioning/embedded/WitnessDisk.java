package dev.vestibule.provisioning.embedded;

import dev.vestibule.provisioning.file.Disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** The real disk, which tells somebody before and after every step that changes names. */
final class WitnessDisk implements Disk {
    private final Disk disk = Disk.system();
    private final Runnable witness;

    WitnessDisk(Runnable witness) {
        this.witness = witness;
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        witness.run();
        FileChannel channel = disk.open(file, options);
        witness.run();
        return channel;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        witness.run();
        disk.move(from, to);
        witness.run();
    }

    @Override
    public void forceName(Path file) throws IOException {
        disk.forceName(file);
        witness.run();
    }
}
