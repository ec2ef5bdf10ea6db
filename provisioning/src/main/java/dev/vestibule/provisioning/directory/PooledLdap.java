package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.FullLDAPInterface;
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
 * Operations as they are, each on a connection of the pool.
 *
 * @param conceals whether the server refuses to change what does not exist, as 389 Directory Server
 *     does, instead of saying so
 */
record PooledLdap(FullLDAPInterface pool, boolean conceals) implements Ldap {
    PooledLdap(FullLDAPInterface pool) {
        this(pool, false);
    }

    @Override
    public @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException {
        return pool.getEntry(dn, attributes);
    }

    @Override
    public SearchResult search(SearchRequest request) throws LDAPSearchException {
        return pool.search(request);
    }

    @Override
    public CompareResult compare(CompareRequest request) throws LDAPException {
        try {
            return pool.compare(request);
        } catch (LDAPException e) {
            // 389 Directory Server says success, which no comparison ends with, of a missing entry.
            throw e.getResultCode().equals(ResultCode.SUCCESS)
                    ? new LDAPException(ResultCode.NO_SUCH_OBJECT, "no such entry", e)
                    : e;
        }
    }

    @Override
    public LDAPResult add(Entry entry) throws LDAPException {
        return pool.add(entry);
    }

    @Override
    public LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        try {
            return pool.modify(dn, modifications);
        } catch (LDAPException e) {
            boolean missing =
                    conceals
                            && e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                            && pool.getEntry(dn, "1.1") == null;
            throw missing ? new LDAPException(ResultCode.NO_SUCH_OBJECT, "no such entry", e) : e;
        }
    }

    @Override
    public LDAPResult modifyDN(String dn, String rdn, boolean deleteOldRdn) throws LDAPException {
        return pool.modifyDN(dn, rdn, deleteOldRdn);
    }

    @Override
    public LDAPResult delete(String dn) throws LDAPException {
        return pool.delete(dn);
    }
}
