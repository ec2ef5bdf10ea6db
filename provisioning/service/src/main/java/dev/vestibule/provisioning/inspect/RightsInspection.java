package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.LDAPException;

/** Whether the gateway's account may do what provisioning does. */
record RightsInspection(TargetServer directory, Findings findings) {
    static final String TOPIC = "rights";

    void inspect(boolean probe) throws LDAPException {
        if (findings.hasProblem("schema") || findings.hasProblem("tree")) {
            findings.note(
                    TOPIC,
                    "The right to write was not tried, because schema or tree are not complete.",
                    "");
        } else if (probe) {
            new WriteProbe(directory, findings).tryWriting();
        } else {
            withoutWriting();
        }
    }

    /** Each kind of server has another question that is answered without a change. */
    private void withoutWriting() throws LDAPException {
        switch (directory.kind()) {
            case OPENLDAP -> new DryRunProbe(directory, findings).tryWriting();
            case DS_389, ACTIVE_DIRECTORY, OTHER -> untried(findings);
        }
    }

    static void untried(Findings findings) {
        findings.note(
                TOPIC,
                "The right to write was not tried.",
                "Add --probe to try it with entries named " + WriteProbe.NAME + ".");
    }
}
