package dev.vestibule.provisioning.testing;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedCompareRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds every operation of a node that is at work, until it is let. Nodes are told apart by the
 * port at which they reach the server.
 */
final class OneAtATime extends InMemoryOperationInterceptor {
    private static final long PATIENCE_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Integer, Integer> nodes = new HashMap<>();
    private final Map<Integer, String> waiting = new HashMap<>();
    private final Set<Integer> atWork = new HashSet<>();

    /** A node that comes to this port. */
    void expect(int node, int port) {
        locked(() -> nodes.put(port, node));
    }

    /** The same work, each of whose operations waits to be let. */
    Callable<?> through(int node, Callable<?> work) {
        locked(() -> atWork.add(node));
        return () -> {
            try {
                return work.call();
            } finally {
                locked(() -> atWork.remove(node));
            }
        };
    }

    /**
     * The nodes that wait, as soon as none is under way.
     *
     * @throws IllegalStateException when one neither asks nor ends
     */
    Set<Integer> waiting() {
        lock.lock();
        try {
            while (waiting.size() < atWork.size()) {
                await();
            }
            return Set.copyOf(waiting.keySet());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the node's operation happen.
     *
     * @return what it is
     */
    String let(int node) {
        lock.lock();
        try {
            String operation = waiting.remove(node);
            changed.signalAll();
            return String.valueOf(operation);
        } finally {
            lock.unlock();
        }
    }

    private void ask(InMemoryInterceptedRequest request, String operation) throws LDAPException {
        lock.lock();
        try {
            Integer node = nodes.get(request.getConnectedPort());
            if (node == null || !atWork.contains(node)) {
                return;
            }
            waiting.put(node, operation);
            changed.signalAll();
            while (waiting.containsKey(node)) {
                await();
            }
        } catch (IllegalStateException e) {
            throw new LDAPException(ResultCode.OTHER, "nobody let it", e);
        } finally {
            lock.unlock();
        }
    }

    private void await() {
        try {
            if (!changed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waiting " + waiting + " at work " + atWork);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
            throws LDAPException {
        SearchRequest search = (SearchRequest) request.getRequest().duplicate();
        if (!ofThePool(search)) {
            ask(request, "search " + search.getBaseDN() + " for " + search.getFilter());
        }
    }

    /** In the background a pool looks whether its connections are alive. */
    private static boolean ofThePool(SearchRequest search) {
        return search.getScope().equals(SearchScope.BASE)
                && search.getBaseDN().equals("ou=people," + TestDirectory.BASE);
    }

    @Override
    public void processCompareRequest(InMemoryInterceptedCompareRequest request)
            throws LDAPException {
        CompareRequest compare = (CompareRequest) request.getRequest().duplicate();
        ask(request, "compare " + compare.getDN() + " " + compare.getAttributeName());
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request)
            throws LDAPException {
        ModifyRequest modify = (ModifyRequest) request.getRequest().duplicate();
        ask(request, "modify " + modify.getDN() + " " + modify.getModifications());
    }

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
        ask(request, "add " + request.getRequest().getDN());
    }

    @Override
    public void processDeleteRequest(InMemoryInterceptedDeleteRequest request)
            throws LDAPException {
        ask(request, "delete " + request.getRequest().getDN());
    }

    @Override
    public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request)
            throws LDAPException {
        ask(request, "rename " + request.getRequest().getDN());
    }
}
