package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.SearchEntryTransformer;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.util.ObjectPair;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds back the entries of a search. The in-memory server sends them under its lock, where one
 * client that reads slowly would stop every write. Belongs to one connection and its one thread.
 */
final class FoundEntries implements SearchEntryTransformer {
    private List<SearchResultEntryProtocolOp> held = new ArrayList<>();
    private boolean holding;

    /** From here on entries are kept back, and those of a search that broke off are forgotten. */
    void hold() {
        held = new ArrayList<>();
        holding = true;
    }

    /** The entries since {@link #hold}; from here on they pass. */
    List<SearchResultEntryProtocolOp> release() {
        List<SearchResultEntryProtocolOp> found = held;
        held = new ArrayList<>();
        holding = false;
        return found;
    }

    @Override
    public @Nullable ObjectPair<SearchResultEntryProtocolOp, Control[]> transformEntry(
            int messageId, SearchResultEntryProtocolOp entry, Control[] controls) {
        if (!holding) {
            return new ObjectPair<>(entry, controls);
        }
        held.add(entry);
        return null;
    }
}
