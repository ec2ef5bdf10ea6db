package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Modifications of text values, by what they do. */
public final class Modifications {
    private Modifications() {}

    /** Adds values. */
    public static Modification add(String attribute, String... values) {
        return new Modification(ModificationType.ADD, attribute, values);
    }

    /** Adds values. */
    public static Modification add(String attribute, Collection<String> values) {
        return add(attribute, values.toArray(String[]::new));
    }

    /** Removes values; the server refuses the whole modification where one is not there. */
    public static Modification delete(String attribute, String... values) {
        return new Modification(ModificationType.DELETE, attribute, values);
    }

    /** Removes values; the server refuses the whole modification where one is not there. */
    public static Modification delete(String attribute, Collection<String> values) {
        return delete(attribute, values.toArray(String[]::new));
    }

    /** Removes the old values and adds the new ones; nothing is said of none. */
    public static List<Modification> exchange(
            String attribute, Collection<String> old, Collection<String> values) {
        return Stream.of(delete(attribute, old), add(attribute, values))
                .filter(Modification::hasValue)
                .toList();
    }

    /** Puts these values in the place of all others. */
    public static Modification replace(String attribute, String... values) {
        return new Modification(ModificationType.REPLACE, attribute, values);
    }
}
