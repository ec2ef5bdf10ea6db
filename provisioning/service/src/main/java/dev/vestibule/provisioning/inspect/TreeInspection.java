package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the containers exist. */
record TreeInspection(TargetServer directory, Findings findings) {
    private static final String TOPIC = "tree";

    void inspect() throws LDAPException {
        Map<String, DN> containers = new LinkedHashMap<>();
        containers.put("base", new DN(directory.gateway().base()));
        containers.put("container of accounts", directory.tree().people());
        containers.put("container of groups", directory.tree().groups());
        boolean complete = true;
        for (Map.Entry<String, DN> container : containers.entrySet()) {
            complete &= inspect(container.getKey(), container.getValue());
        }
        if (complete) {
            findings.fine(TOPIC, "Base, accounts and groups are present.");
        }
    }

    private boolean inspect(String what, DN dn) throws LDAPException {
        if (directory.exists(dn)) {
            return true;
        }
        findings.problem(
                TOPIC,
                "The " + what + " is missing, or cannot be read with this account: " + dn + ".",
                "Add the entry, or allow the account to read it.",
                directory.blueprint().entry(dn));
        return false;
    }
}
