package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.SortKey;

import java.util.List;

/**
 * Who may do what: the gateway's account everything; anybody else may read what is not secret, and
 * learns of secret attributes neither by reading nor by asking about them.
 */
final class AccessRules {
    private final DN gateway;
    private final AttributeSet secret;

    AccessRules(DN gateway, AttributeSet secret) {
        this.gateway = gateway;
        this.secret = secret;
    }

    boolean isGateway(DN who) {
        return gateway.equals(who);
    }

    void requireWrite(DN who) throws LDAPException {
        if (!isGateway(who)) {
            throw new LDAPException(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    "Only the gateway's account may change entries.");
        }
    }

    void requireSearch(DN who, Filter filter, List<Control> controls) throws LDAPException {
        if (!isGateway(who)) {
            requireReadable(filter);
            requireReadable(controls);
        }
    }

    void requireCompare(DN who, String attribute, List<Control> controls) throws LDAPException {
        if (!isGateway(who)) {
            requireReadable(attribute);
            requireReadable(controls);
        }
    }

    /** What this reader may see of an entry's attributes. */
    List<Attribute> readable(DN who, List<Attribute> attributes) {
        if (isGateway(who)) {
            return attributes;
        }
        return attributes.stream()
                .filter(attribute -> !secret.contains(attribute.getName()))
                .toList();
    }

    private void requireReadable(List<Control> controls) throws LDAPException {
        for (Control control : controls) {
            switch (control.getOID()) {
                case AssertionRequestControl.ASSERTION_REQUEST_OID ->
                        requireReadable(new AssertionRequestControl(control).getFilter());
                case ServerSideSortRequestControl.SERVER_SIDE_SORT_REQUEST_OID -> {
                    for (SortKey key : new ServerSideSortRequestControl(control).getSortKeys()) {
                        requireReadable(key.getAttributeName());
                    }
                }
                default -> {}
            }
        }
    }

    private void requireReadable(Filter filter) throws LDAPException {
        switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR -> {
                for (Filter component : filter.getComponents()) {
                    requireReadable(component);
                }
            }
            case Filter.FILTER_TYPE_NOT ->
                    requireReadable(requireNonNull(filter.getNOTComponent()));
            default -> {
                // An extensible match may name no attribute; the server offers none anyway.
                if (filter.getAttributeName() != null) {
                    requireReadable(filter.getAttributeName());
                }
            }
        }
    }

    private void requireReadable(String attribute) throws LDAPException {
        if (secret.contains(attribute)) {
            throw new LDAPException(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    "The attribute " + attribute + " is not readable.");
        }
    }
}
