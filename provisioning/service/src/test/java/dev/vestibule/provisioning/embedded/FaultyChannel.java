package dev.vestibule.provisioning.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a {@link FaultyDisk}: when that is full, half of the bytes still get through. */
final class FaultyChannel extends FileChannel {
    private final FileChannel channel;
    private final FaultyDisk disk;

    FaultyChannel(FileChannel channel, FaultyDisk disk) {
        this.channel = channel;
        this.disk = disk;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if (disk.full) {
            channel.write(source.slice(source.position(), source.remaining() / 2), position);
        }
        disk.failIf(disk.full, "no space left");
        return channel.write(source, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        disk.failIf(disk.full, "no space left");
        return channel.write(source);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.failIf(disk.forceFails, "force");
        channel.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.failIf(disk.truncateFails, "truncate");
        channel.truncate(size);
        return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return channel.read(targets, offset, length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return channel.write(sources, offset, length);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        return channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
            throws IOException {
        return channel.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return channel.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
