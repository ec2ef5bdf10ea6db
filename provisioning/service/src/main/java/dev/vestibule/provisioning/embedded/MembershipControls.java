package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import com.unboundid.ldap.sdk.controls.PreReadRequestControl;
import com.unboundid.ldap.sdk.controls.PreReadResponseControl;

import java.util.ArrayList;
import java.util.List;

/**
 * The controls of a request, with the members of groups as if entries had them.
 *
 * @param before the members before the write, as far as they are asked for
 */
record MembershipControls(Memberships memberships, Attribute before) {

    /** Looks at the members before the write. */
    static MembershipControls before(WriteOperation operation, DN dn, Memberships memberships) {
        return new MembershipControls(
                memberships,
                operation.has(PreReadRequestControl.PRE_READ_REQUEST_OID)
                        ? memberships.of(dn)
                        : Memberships.STAND_IN);
    }

    /** Controls whose filters the memory can answer. */
    static List<Control> inMemory(List<Control> controls, Memberships memberships)
            throws LDAPException {
        List<Control> answerable = new ArrayList<>();
        for (Control control : controls) {
            answerable.add(
                    control.getOID().equals(AssertionRequestControl.ASSERTION_REQUEST_OID)
                            ? assertion(control, memberships)
                            : control);
        }
        return answerable;
    }

    private static Control assertion(Control control, Memberships memberships)
            throws LDAPException {
        AssertionRequestControl asked = new AssertionRequestControl(control);
        return new AssertionRequestControl(
                new MembershipFilters(memberships, Integer.MAX_VALUE).exact(asked.getFilter()),
                control.isCritical());
    }

    /** The answer as clients see it, after the write. */
    LDAPMessage completed(LDAPMessage answer) throws LDAPException {
        List<Control> controls = new ArrayList<>();
        for (Control control : answer.getControls()) {
            controls.add(
                    switch (control) {
                        case PreReadResponseControl read ->
                                new PreReadResponseControl(completed(read.getEntry(), before));
                        case PostReadResponseControl read ->
                                new PostReadResponseControl(
                                        completed(
                                                read.getEntry(),
                                                memberships.of(read.getEntry().getParsedDN())));
                        default -> control;
                    });
        }
        return new LDAPMessage(answer.getMessageID(), answer.getProtocolOp(), controls);
    }

    private static ReadOnlyEntry completed(ReadOnlyEntry entry, Attribute members) {
        var whole = entry.duplicate();
        if (whole.hasAttribute(Memberships.MEMBER)) {
            whole.setAttribute(members);
        }
        return new ReadOnlyEntry(whole);
    }
}
