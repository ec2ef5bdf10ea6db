package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;

import org.jspecify.annotations.Nullable;

import java.util.List;

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
    public SearchResult search(SearchRequest request) throws LDAPSearchException {
        return pool.search(request);
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
