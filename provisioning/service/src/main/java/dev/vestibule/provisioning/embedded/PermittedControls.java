package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.AuthorizationIdentityRequestControl;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PreReadRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.controls.SubtreeDeleteRequestControl;
import com.unboundid.ldap.sdk.controls.VirtualListViewRequestControl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The controls that are offered. The in-memory server knows more, some of which would go round the
 * journal or the access rules: transactions, proxied authorization, its own internal ones.
 */
enum PermittedControls {
    BIND(AuthorizationIdentityRequestControl.AUTHORIZATION_IDENTITY_REQUEST_OID),
    SEARCH(
            AssertionRequestControl.ASSERTION_REQUEST_OID,
            ManageDsaITRequestControl.MANAGE_DSA_IT_REQUEST_OID,
            ServerSideSortRequestControl.SERVER_SIDE_SORT_REQUEST_OID,
            SimplePagedResultsControl.PAGED_RESULTS_OID,
            VirtualListViewRequestControl.VIRTUAL_LIST_VIEW_REQUEST_OID),
    COMPARE(
            AssertionRequestControl.ASSERTION_REQUEST_OID,
            ManageDsaITRequestControl.MANAGE_DSA_IT_REQUEST_OID),
    WRITE(
            AssertionRequestControl.ASSERTION_REQUEST_OID,
            ManageDsaITRequestControl.MANAGE_DSA_IT_REQUEST_OID,
            PermissiveModifyRequestControl.PERMISSIVE_MODIFY_REQUEST_OID,
            PostReadRequestControl.POST_READ_REQUEST_OID,
            PreReadRequestControl.PRE_READ_REQUEST_OID,
            SubtreeDeleteRequestControl.SUBTREE_DELETE_REQUEST_OID),
    EXTENDED;

    private final Set<String> identifiers;

    PermittedControls(String... identifiers) {
        this.identifiers = Set.of(identifiers);
    }

    /** The object identifiers of all that are offered. */
    static Set<String> all() {
        return Arrays.stream(values())
                .flatMap(permitted -> permitted.identifiers.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The permitted ones among {@code controls}; the others are ignored.
     *
     * @throws LDAPException when one of the others is critical (RFC 4511, section 4.1.11)
     */
    List<Control> of(List<Control> controls) throws LDAPException {
        List<Control> permitted = new ArrayList<>();
        for (Control control : controls) {
            if (identifiers.contains(control.getOID())) {
                permitted.add(control);
            } else if (control.isCritical()) {
                throw new LDAPException(
                        ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                        "The control " + control.getOID() + " is not offered here.");
            }
        }
        return permitted;
    }
}
