package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.ldap.Modifications;

import java.util.ArrayList;
import java.util.List;

/**
 * A membership that a connection granted, as {@code vestibuleGrantedGroup} keeps it.
 *
 * @param text the value itself
 */
public record Grant(String connection, String group, String text) {

    static Grant of(String connection, String group) {
        return new Grant(connection, group, connection + " " + group);
    }

    /** Values of the entry; those in another form were written by hand and are none. */
    static List<Grant> in(AccountEntry account, String attribute) {
        List<Grant> grants = new ArrayList<>();
        for (String text : account.values(attribute)) {
            int space = text.indexOf(' ');
            if (space > 0 && !text.substring(space + 1).isBlank()) {
                grants.add(new Grant(text.substring(0, space), text.substring(space + 1), text));
            }
        }
        return grants;
    }

    Modification recording() {
        return Modifications.add(SchemaNames.GRANTED_GROUP, text);
    }

    Modification striking() {
        return Modifications.delete(SchemaNames.GRANTED_GROUP, text);
    }

    /** Records that an administrator removed the membership. */
    Modification removing() {
        return Modifications.add(SchemaNames.REMOVED_GROUP, text);
    }

    /** Forgets that an administrator removed the membership. */
    Modification restoring() {
        return Modifications.delete(SchemaNames.REMOVED_GROUP, text);
    }

    boolean isOf(String id) {
        // As the attribute's own comparison does.
        return connection.equalsIgnoreCase(id);
    }
}
