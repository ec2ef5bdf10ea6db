package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/** An attribute that takes one value was to be given a second one. */
final class OneValueException extends LDAPException {
    private static final long serialVersionUID = 1L;

    private final String attribute;

    OneValueException(String attribute, LDAPException cause) {
        super(ResultCode.CONSTRAINT_VIOLATION, attribute + " takes one value", cause);
        this.attribute = attribute;
    }

    /** The directory's name for it. */
    String attribute() {
        return attribute;
    }
}
