package dev.vestibule.provisioning.ldap.dialect;

import java.util.Locale;

/**
 * Where a directory keeps an attribute of ours.
 *
 * @param attribute the directory's name for it
 * @param tag what its values begin with there, so that they share the attribute with others; empty
 *     when it is theirs alone
 */
record AttributeSlot(String attribute, String tag) {

    static AttributeSlot alone(String attribute) {
        return new AttributeSlot(attribute, "");
    }

    /** Shared: {@code vestibuleGrantedGroup: corp staff}. */
    static AttributeSlot tagged(String attribute, String name) {
        return new AttributeSlot(attribute, name + ": ");
    }

    boolean isShared() {
        return !tag.isEmpty();
    }

    boolean isIn(String name) {
        return attribute.equalsIgnoreCase(name);
    }

    boolean holds(String value) {
        return value.toLowerCase(Locale.ROOT).startsWith(tag.toLowerCase(Locale.ROOT));
    }

    String stored(String value) {
        return tag + value;
    }

    String restored(String value) {
        return value.substring(tag.length());
    }
}
