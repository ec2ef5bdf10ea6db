package dev.vestibule.gateway.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names of header fields that match in every spelling that servers fold into one. */
public final class FoldedNames {
    /** Folded names by their length. */
    private final List<List<String>> byLength = new ArrayList<>();

    /** The names, in any spelling. */
    public FoldedNames(Collection<String> names) {
        for (String name : names) {
            while (byLength.size() <= name.length()) {
                byLength.add(new ArrayList<>(0));
            }
            byLength.get(name.length()).add(FieldNames.folded(name));
        }
    }

    /** Whether a server may take the name for one of these. */
    public boolean contains(CharSequence name) {
        if (name.length() >= byLength.size()) {
            return false;
        }
        List<String> candidates = byLength.get(name.length());
        for (int at = 0; at < candidates.size(); at++) {
            if (FieldNames.begins(name, candidates.get(at))) {
                return true;
            }
        }
        return false;
    }
}
