package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The operations that the gateway needs, in the words of our schema and of the standard object
 * classes. {@link PooledLdap} is the directory itself; what adapts it to a kind of server overrides
 * the operations in which that server differs.
 */
public interface Ldap {
    /**
     * What a search has found.
     *
     * @param result what the directory said of it
     */
    record Found(List<? extends Entry> entries, SearchResult result) {}

    /** What the operations are carried out on. */
    Ldap directory();

    /** The entry; null where there is none, or the account may not see it. */
    default @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException {
        return directory().getEntry(dn, attributes);
    }

    /** The entries that match. */
    default Found search(SearchRequest request) throws LDAPSearchException {
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

    /**
     * The entries below a container that match, as many as the server gives, as they are stored:
     * aliases are not followed, they could lead out of it; dynamic groups are not expanded ({@link
     * GroupMemberships}).
     */
    default List<? extends Entry> below(DN container, Filter filter, String... attributes)
            throws LDAPException {
        return below(container, filter, 0, attributes);
    }

    /**
     * The same.
     *
     * @param most how many entries to ask for; 0 leaves that to the server
     */
    default List<? extends Entry> below(DN container, Filter filter, int most, String... attributes)
            throws LDAPException {
        var search = new SearchRequest(container.toString(), SearchScope.SUB, filter, attributes);
        search.setDerefPolicy(DereferencePolicy.NEVER);
        search.addControl(new ManageDsaITRequestControl(false));
        search.setSizeLimit(most);
        return search(search).entries();
    }

    /** As many as the server gives, and no more than this; none where there is no container. */
    default List<? extends Entry> someBelow(
            DN container, Filter filter, int most, String... attributes) throws LDAPException {
        try {
            return below(container, filter, most, attributes);
        } catch (LDAPSearchException e) {
            List<? extends Entry> some = e.getSearchEntries();
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && some != null) {
                return some;
            }
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return List.of();
            }
            throw e;
        }
    }

    /** A server's answer with the result code and message that the standard has for it. */
    static LDAPException recoded(ResultCode code, String message, LDAPException cause) {
        return new LDAPException(
                new LDAPResult(-1, code, message, null, new String[0], new Control[0]), cause);
    }

    /** Operations as they are, each on a connection of the pool. */
    public record PooledLdap(FullLDAPInterface pool) implements Ldap {
        @Override
        public Ldap directory() {
            return this;
        }

        @Override
        public @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException {
            return pool.getEntry(dn, attributes);
        }

        @Override
        public Found search(SearchRequest request) throws LDAPSearchException {
            SearchResult result = pool.search(request);
            List<? extends Entry> entries = result.getSearchEntries();
            return new Found(entries == null ? List.of() : entries, result);
        }

        @Override
        public CompareResult compare(CompareRequest request) throws LDAPException {
            return pool.compare(request);
        }

        @Override
        public Entry add(Entry entry) throws LDAPException {
            pool.add(entry);
            return entry;
        }

        @Override
        public LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
            return pool.modify(dn, modifications);
        }

        @Override
        public LDAPResult delete(String dn) throws LDAPException {
            return pool.delete(dn);
        }
    }
}
