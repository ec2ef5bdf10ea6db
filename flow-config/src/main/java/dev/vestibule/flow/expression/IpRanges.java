package dev.vestibule.flow.expression;

import dev.vestibule.flow.address.CidrBlock;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The function {@code ip_in}. Blocks are parsed once, since the YAML names only a few. */
final class IpRanges {
    static final String FUNCTION = "ip_in";

    private static final int REMEMBERED = 1_000;

    private final ConcurrentMap<String, CidrBlock> blocks = new ConcurrentHashMap<>();

    /**
     * Whether the address is in one of the blocks.
     *
     * @throws IllegalArgumentException when one of them is no CIDR block, whatever the address
     */
    boolean contain(String address, List<?> ranges) {
        boolean found = false;
        for (Object range : ranges) {
            found |= block((String) range).contains(address);
        }
        return found;
    }

    private CidrBlock block(String range) {
        CidrBlock known = blocks.get(range);
        if (known != null) {
            return known;
        }
        CidrBlock parsed = CidrBlock.parse(range);
        // A range may come from a claim: what is stored must not grow with the visitors.
        if (blocks.size() < REMEMBERED) {
            blocks.put(range, parsed);
        }
        return parsed;
    }
}
