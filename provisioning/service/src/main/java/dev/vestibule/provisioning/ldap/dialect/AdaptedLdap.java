package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;

import dev.vestibule.provisioning.ldap.Ldap;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Operations on another directory, as they are but where its server differs from the others. */
interface AdaptedLdap extends Ldap {
    /** The one that is adapted. */
    Ldap directory();

    @Override
    default @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException {
        return directory().getEntry(dn, attributes);
    }

    @Override
    default SearchResult search(SearchRequest request) throws LDAPSearchException {
        return directory().search(request);
    }

    @Override
    default CompareResult compare(CompareRequest request) throws LDAPException {
        return directory().compare(request);
    }

    @Override
    default Entry add(Entry entry) throws LDAPException {
        return directory().add(entry);
    }

    @Override
    default LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        return directory().modify(dn, modifications);
    }

    @Override
    default LDAPResult modifyDN(String dn, String rdn, boolean deleteOldRdn) throws LDAPException {
        return directory().modifyDN(dn, rdn, deleteOldRdn);
    }

    @Override
    default LDAPResult delete(String dn) throws LDAPException {
        return directory().delete(dn);
    }
}
