package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import org.jspecify.annotations.Nullable;

/** Lets a server refuse whatever it is asked, until it is mended. */
public final class FaultyAnswers extends InMemoryOperationInterceptor {
    private volatile @Nullable ResultCode searches;
    private volatile @Nullable ResultCode writes;
    private volatile String @Nullable [] referrals;

    /** Searches end like this. */
    public void searchesEndWith(ResultCode code, String... urls) {
        referrals = urls;
        searches = code;
    }

    /** Adds and modifications end like this, without having had an effect. */
    public void writesEndWith(ResultCode code, String... urls) {
        referrals = urls;
        writes = code;
    }

    /** From now on everything works. */
    public void mend() {
        searches = null;
        writes = null;
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
            throws LDAPException {
        refuse(searches);
    }

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
        refuse(writes);
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request)
            throws LDAPException {
        refuse(writes);
    }

    private void refuse(@Nullable ResultCode code) throws LDAPException {
        if (code != null) {
            throw new LDAPException(code, "refused by the test", null, referrals);
        }
    }
}
