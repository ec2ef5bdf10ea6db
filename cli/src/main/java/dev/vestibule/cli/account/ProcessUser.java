package dev.vestibule.cli.account;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The user that this process runs as. Java has no such call, so this asks the C library (POSIX
 * {@code geteuid}, {@code setgid}, {@code setuid}, and {@code setgroups}, which all Unix systems
 * have).
 */
final class ProcessUser {
    private static final int ROOT = 0;

    private final Linker linker = Linker.nativeLinker();

    /** Whether every file is this process's to change. */
    boolean isRoot() {
        return call("geteuid", FunctionDescriptor.of(ValueLayout.JAVA_INT)) == ROOT;
    }

    /**
     * Gives up root's rights for good; the whole process continues as this user, in this group
     * only.
     *
     * @throws IllegalStateException when the system refuses
     */
    void become(int user, int group) {
        FunctionDescriptor id = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        FunctionDescriptor groups =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        // The user last: after it the groups could not be changed any more.
        require("setgroups", call("setgroups", groups, 0L, MemorySegment.NULL));
        require("setgid", call("setgid", id, group));
        require("setuid", call("setuid", id, user));
    }

    private static void require(String name, int result) {
        if (result != 0) {
            throw new IllegalStateException(name + " was refused");
        }
    }

    /** The launcher permits native access. */
    @SuppressWarnings("restricted")
    private int call(String name, FunctionDescriptor signature, Object... arguments) {
        MemorySegment function = linker.defaultLookup().findOrThrow(name);
        var handle = linker.downcallHandle(function, signature);
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (Throwable failed) {
            throw new IllegalStateException(name + " could not be called", failed);
        }
    }
}
