package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/** An attribute that takes one value was to be given a second one. */
public final class SingleValueException extends LDAPException {
    private static final long serialVersionUID = 1L;

    private final String attribute;

    /** About this attribute, by the directory's name for it. */
    public SingleValueException(String attribute, LDAPException cause) {
        super(ResultCode.CONSTRAINT_VIOLATION, attribute + " takes one value", cause);
        this.attribute = attribute;
    }

    /** The directory's name for it. */
    String attribute() {
        return attribute;
    }
}
