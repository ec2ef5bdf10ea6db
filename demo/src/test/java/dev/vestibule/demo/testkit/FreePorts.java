package dev.vestibule.demo.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.SplittableRandom;

/** Ports for processes that must be told theirs before they start. */
public final class FreePorts {
    private FreePorts() {}

    /**
     * A port of the loopback interface that nobody listens on, below those of outgoing connections:
     * one of these could take it before its process does.
     */
    public static int next() {
        return several(1).getFirst();
    }

    /** As many different ones. */
    public static List<Integer> several(int count) {
        return new SplittableRandom()
                .ints(20_000, 32_000)
                .filter(FreePorts::isFree)
                .distinct()
                .limit(count)
                .boxed()
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
