package dev.vestibule.gateway.inbound;

/**
 * The limits of all connections together.
 *
 * @param connections open connections
 * @param perAddress open connections of one client address
 * @param headBytes memory for request heads, including those of requests in progress
 * @param bodyBytes memory for request bodies that no handler has taken yet
 */
public record InboundLimits(int connections, int perAddress, long headBytes, long bodyBytes) {
    /** Of heap, for one connection with its share of the upstream's connection. */
    private static final int CONNECTION = 40 * 1024;

    /** File descriptors that are not for clients. */
    private static final int OTHER_FILES = 200;

    private static final int FEWEST = 64;

    /**
     * What fits into a process.
     *
     * @param heap the most that the heap may become, in bytes
     * @param files the most descriptors that the process may open; each client needs two, its own
     *     and the one to the upstream
     */
    public static InboundLimits fitting(long heap, long files) {
        long connections = Math.min(heap / CONNECTION, (files - OTHER_FILES) / 2);
        int most = (int) Math.clamp(connections, FEWEST, Integer.MAX_VALUE / 2);
        return new InboundLimits(most, most / 4, heap / 8, heap / 8);
    }

    /**
     * The same with the administrator's own numbers.
     *
     * @param total 0 for what fits
     * @param address 0 for a quarter of all
     */
    public InboundLimits with(int total, int address) {
        int most = total == 0 ? connections : total;
        return new InboundLimits(
                most, address == 0 ? Math.max(1, most / 4) : address, headBytes, bodyBytes);
    }
}
