package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;

import dev.vestibule.provisioning.embedded.EmbeddedSchema.AttributeSet;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who may do what. The gateway's account may do everything. The reader may read every entry, and
 * another account its own entry, but neither reads secret attributes or learns of them by asking.
 * Without a bind only the root entry and the schema are readable, as LDAP tools need them.
 */
record AccessRules(DN gateway, @Nullable DN reader, AttributeSet secret) {
    private static final DN SCHEMA = new DN(new RDN("cn", "schema"));

    boolean isGateway(DN who) {
        return gateway.equals(who);
    }

    void requireWrite(DN who) throws LDAPException {
        if (!isGateway(who)) {
            throw refused("Only the gateway's account may change entries.");
        }
    }

    void requireSearch(DN who, SearchRequestProtocolOp request, List<Control> controls)
            throws LDAPException {
        if (!isGateway(who)) {
            boolean base = request.getScope() == SearchScope.BASE;
            requireVisible(who, new DN(request.getBaseDN()), base);
            requireReadable(request.getFilter());
            requireReadable(controls);
        }
    }

    void requireCompare(DN who, CompareRequestProtocolOp request, List<Control> controls)
            throws LDAPException {
        if (!isGateway(who)) {
            requireVisible(who, new DN(request.getDN()), true);
            requireReadable(request.getAttributeName());
            requireReadable(controls);
        }
    }

    /**
     * The whole search is refused, not its entries: what is left out of an answer can still be
     * learnt from its size and time.
     */
    private void requireVisible(DN who, DN entry, boolean itself) throws LDAPException {
        boolean open = itself && (entry.isNullDN() || entry.equals(SCHEMA));
        boolean own = !who.isNullDN() && who.equals(entry);
        if (!open && !own && !who.equals(reader)) {
            throw refused(
                    who.isNullDN()
                            ? "Reading needs a bind."
                            : "This account may read its own entry only.");
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
                    for (var key : new ServerSideSortRequestControl(control).getSortKeys()) {
                        requireReadable(key.getAttributeName());
                    }
                }
                default -> {}
            }
        }
    }

    /** An extensible match may name no attribute; the server offers none anyway. */
    private void requireReadable(Filter filter) throws LDAPException {
        for (Filter leaf : MembershipFilters.leaves(filter).toList()) {
            if (leaf.getAttributeName() != null) {
                requireReadable(leaf.getAttributeName());
            }
        }
    }

    private void requireReadable(String attribute) throws LDAPException {
        if (secret.contains(attribute)) {
            throw refused("The attribute " + attribute + " is not readable.");
        }
    }

    private static LDAPException refused(String reason) {
        return new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, reason);
    }
}
