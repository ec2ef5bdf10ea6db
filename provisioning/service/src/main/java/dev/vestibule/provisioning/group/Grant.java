package dev.vestibule.provisioning.group;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;

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

    /** The entry's grants; values in another form were written by hand and are none. */
    static List<Grant> of(AccountEntry account) {
        return in(account, SchemaNames.GRANTED_GROUP);
    }

    /** What were grants until the membership was removed by hand. */
    static List<Grant> removed(AccountEntry account) {
        return in(account, SchemaNames.REMOVED_GROUP);
    }

    private static List<Grant> in(AccountEntry account, String attribute) {
        List<Grant> grants = new ArrayList<>();
        for (String text : account.values(attribute)) {
            int space = text.indexOf(' ');
            if (space > 0 && !text.substring(space + 1).isBlank()) {
                grants.add(new Grant(text.substring(0, space), text.substring(space + 1), text));
            }
        }
        return grants;
    }

    boolean isOf(String id) {
        // As the attribute's own comparison does.
        return connection.equalsIgnoreCase(id);
    }
}
