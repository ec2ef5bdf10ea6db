package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The operations that the gateway needs, in the words of our schema and of the standard object
 * classes. An implementation may translate them for its directory.
 */
public interface Ldap {
    @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException;

    SearchResult search(SearchRequest request) throws LDAPSearchException;

    CompareResult compare(CompareRequest request) throws LDAPException;

    /** Gives the entry under the DN that the directory shows it with from now on. */
    Entry add(Entry entry) throws LDAPException;

    LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException;

    LDAPResult modifyDN(String dn, String rdn, boolean deleteOldRdn) throws LDAPException;

    LDAPResult delete(String dn) throws LDAPException;

    default Entry add(String dn, Attribute... attributes) throws LDAPException {
        return add(new Entry(dn, attributes));
    }

    default LDAPResult modify(String dn, Modification... modifications) throws LDAPException {
        return modify(dn, List.of(modifications));
    }
}
