package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The operations that the gateway needs, in the words of our schema and of the standard object
 * classes. {@link PooledLdap} is the directory itself; what adapts it to a kind of server overrides
 * the operations in which that server differs.
 */
public interface Ldap {
    /** What the operations are carried out on. */
    Ldap directory();

    /** The entry; null where there is none, or the account may not see it. */
    default @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException {
        return directory().getEntry(dn, attributes);
    }

    /** The entries that match. */
    default SearchResult search(SearchRequest request) throws LDAPSearchException {
        return directory().search(request);
    }

    /** Whether an entry has a value. */
    default CompareResult compare(CompareRequest request) throws LDAPException {
        return directory().compare(request);
    }

    /** Gives the entry under the DN that the directory shows it with from now on. */
    default Entry add(Entry entry) throws LDAPException {
        return directory().add(entry);
    }

    /** Carries all of it out, or nothing. */
    default LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        return directory().modify(dn, modifications);
    }

    /** Deletes the entry. */
    default LDAPResult delete(String dn) throws LDAPException {
        return directory().delete(dn);
    }

    /** One modification. */
    default LDAPResult modify(String dn, Modification modification) throws LDAPException {
        return modify(dn, List.of(modification));
    }

    /** Does nothing, and says false, where another change at the same time was quicker. */
    default boolean modifyUnlessChanged(String dn, List<Modification> modifications)
            throws LDAPException {
        try {
            modify(dn, modifications);
            return true;
        } catch (LDAPException e) {
            if (ResultCodes.lostARace(e)) {
                return false;
            }
            throw e;
        }
    }

    /** A server's answer with the result code and message that the standard has for it. */
    static LDAPException recoded(ResultCode code, String message, LDAPException cause) {
        return new LDAPException(
                new LDAPResult(-1, code, message, null, new String[0], new Control[0]), cause);
    }
}
