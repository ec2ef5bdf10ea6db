package dev.vestibule.provisioning.embedded;

import dev.vestibule.provisioning.file.Disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** The real disk, until it is told to fail. */
final class FaultyDisk implements Disk {
    private final Disk disk = Disk.system();
    volatile boolean full;
    volatile boolean forceFails;
    volatile boolean truncateFails;
    volatile boolean opensFail;
    volatile boolean movesFail;

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        failIf(opensFail, "open");
        return new FaultyChannel(disk.open(file, options), this);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        failIf(movesFail, "move");
        disk.move(from, to);
    }

    @Override
    public void forceName(Path file) throws IOException {
        disk.forceName(file);
    }

    void failIf(boolean fails, String what) throws IOException {
        if (fails) {
            throw new IOException("injected: " + what);
        }
    }
}
