package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.gateway.GatewaySettings.WebSocketLimits;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How many WebSockets are open, for each session and each address, over all event loops. A peer on
 * this machine is counted by its sessions only: it may be a proxy that is not declared as one.
 */
public final class WebSocketPlaces {
    /** What one open WebSocket costs in memory, on both sides and without what it carries. */
    private static final int BYTES_EACH = 16 * 1024;

    private static final int RETRY_AFTER_SECONDS = 30;
    private static final List<CidrBlock> THIS_MACHINE =
            List.of(CidrBlock.parse("127.0.0.0/8"), CidrBlock.parse("::1"));

    private final WebSocketLimits limits;
    private final int most;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /**
     * @param heap the most memory that the process has, in bytes; half of it may be for WebSockets
     */
    public WebSocketPlaces(WebSocketLimits limits, long heap) {
        this.limits = limits;
        most = Math.toIntExact(Math.min(Integer.MAX_VALUE, heap / 2 / BYTES_EACH));
    }

    /**
     * Takes a place.
     *
     * @param session key of the session, or null
     * @return gives the place back, once however often it runs
     * @throws HttpFailure {@code OVERLOADED} when there is none
     */
    Runnable take(String address, @Nullable String session) {
        Map<String, Integer> limited = new LinkedHashMap<>();
        limited.put("all", most);
        limited.put("address " + address, local(address) ? Integer.MAX_VALUE : limits.perAddress());
        if (session != null) {
            limited.put("session " + session, limits.perSession());
        }
        Queue<String> held = new ConcurrentLinkedQueue<>();
        limited.forEach((whose, limit) -> {
            held.add(whose);
            if (taken.merge(whose, 1, Integer::sum) > limit) {
                leave(held);
                String kind = whose.split(" ", 2)[0];
                throw HttpFailure.of(FailureKind.OVERLOADED, "too many WebSockets of one " + kind)
                        .retryAfter(RETRY_AFTER_SECONDS);
            }
        });
        return () -> leave(held);
    }

    private void leave(Queue<String> held) {
        for (var whose = held.poll(); whose != null; whose = held.poll()) {
            taken.computeIfPresent(whose, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private static boolean local(String address) {
        return THIS_MACHINE.stream().anyMatch(block -> block.contains(address));
    }
}
