package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.util.ObjectPair;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers the requests of one connection, after the access rules have had their say. The first one
 * serves no connection; the others have a {@code memory} of their own, which knows who is bound.
 */
final class ConnectionHandler extends LDAPListenerRequestHandler {
    private final DirectoryContent content;
    private final AccessRules rules;
    private final SimpleBinds binds;
    private final InMemoryRequestHandler memory;

    /**
     * The entries of a search while it runs: the in-memory server would send them under its lock,
     * where one client that reads slowly would stop every write.
     */
    private @Nullable List<SearchResultEntryProtocolOp> found;

    /**
     * The first one serves no connection; each other has its own {@code memory}, which is bound.
     */
    ConnectionHandler(
            DirectoryContent content,
            AccessRules rules,
            SimpleBinds binds,
            InMemoryRequestHandler memory) {
        this.content = content;
        this.rules = rules;
        this.binds = binds;
        this.memory = memory;
    }

    @Override
    public ConnectionHandler newInstance(LDAPListenerClientConnection connection)
            throws LDAPException {
        var handler = new ConnectionHandler(content, rules, binds, memory.newInstance(connection));
        connection.addSearchEntryTransformer((_, entry, controls) ->
                handler.found != null && handler.found.add(entry)
                        ? null
                        : new ObjectPair<>(entry, controls));
        return handler;
    }

    @Override
    public LDAPMessage processAddRequest(
            int id, AddRequestProtocolOp request, List<Control> controls) {
        return write(id, request, controls);
    }

    @Override
    public LDAPMessage processModifyRequest(
            int id, ModifyRequestProtocolOp request, List<Control> controls) {
        return write(id, request, controls);
    }

    @Override
    public LDAPMessage processDeleteRequest(
            int id, DeleteRequestProtocolOp request, List<Control> controls) {
        return write(id, request, controls);
    }

    @Override
    public LDAPMessage processModifyDNRequest(
            int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
        return write(id, request, controls);
    }

    private LDAPMessage write(int id, ProtocolOp request, List<Control> controls) {
        try {
            rules.requireWrite(memory.getAuthenticatedDN());
            List<Control> permitted = PermittedControls.WRITE.of(controls);
            return content.write(new WriteOperation(id, request, permitted), memory);
        } catch (LDAPException e) {
            return answer(id, request, e.toLDAPResult());
        }
    }

    @Override
    public LDAPMessage processBindRequest(
            int id, BindRequestProtocolOp request, List<Control> controls) {
        try {
            var answer = binds.bind(id, request, PermittedControls.BIND.of(controls), memory);
            content.awaitSafe();
            return answer;
        } catch (LDAPException e) {
            memory.setAuthenticatedDN(DN.NULL_DN);
            return answer(id, request, e.toLDAPResult());
        }
    }

    @Override
    public LDAPMessage processCompareRequest(
            int id, CompareRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.COMPARE.of(controls);
            rules.requireCompare(memory.getAuthenticatedDN(), request, permitted);
            LDAPMessage answer = compared(id, request, permitted);
            content.awaitSafe();
            return answer;
        } catch (LDAPException e) {
            return answer(id, request, e.toLDAPResult());
        }
    }

    private LDAPMessage compared(int id, CompareRequestProtocolOp request, List<Control> permitted)
            throws LDAPException {
        List<Control> controls = MembershipControls.inMemory(permitted, content.memberships());
        var entry = memory.getEntry(request.getDN());
        if (entry == null || !Memberships.areAnswered(request.getAttributeName())) {
            return memory.processCompareRequest(id, request, controls);
        }
        // The memory knows the name, and whether the controls permit the comparison.
        LDAPMessage answer =
                memory.processCompareRequest(
                        id,
                        new CompareRequestProtocolOp(
                                request.getDN(),
                                MembershipFilters.NAME,
                                new ASN1OctetString(entry.getDN())),
                        controls);
        byte[] value = request.getAssertionValue().getValue();
        return result(answer).getResultCode().equals(ResultCode.COMPARE_TRUE)
                        && !content.memberships()
                                .match(entry.getParsedDN(), request.getAttributeName(), value)
                ? answer(id, request, new LDAPResult(id, ResultCode.COMPARE_FALSE))
                : answer;
    }

    @Override
    public LDAPMessage processSearchRequest(
            int id, SearchRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.SEARCH.of(controls);
            rules.requireSearch(memory.getAuthenticatedDN(), request, permitted);
            MembershipSearch search = new MembershipSearch(content.memberships(), memory, request);
            found = new ArrayList<>();
            List<SearchResultEntryProtocolOp> held = found;
            var answerable = MembershipControls.inMemory(permitted, content.memberships());
            LDAPMessage done = memory.processSearchRequest(id, search.inMemory(), answerable);
            found = null;
            List<SearchResultEntryProtocolOp> entries = search.completed(held);
            LDAPMessage answer = search.answer(done, entries);
            content.awaitSafe();
            send(id, entries);
            return answer;
        } catch (LDAPException e) {
            return answer(id, request, e.toLDAPResult());
        }
    }

    private void send(int id, List<SearchResultEntryProtocolOp> entries) throws LDAPException {
        for (SearchResultEntryProtocolOp entry : entries) {
            var readable = rules.readable(memory.getAuthenticatedDN(), entry.getAttributes());
            requireNonNull(memory.getClientConnection())
                    .sendSearchResultEntry(
                            id, new SearchResultEntryProtocolOp(entry.getDN(), readable));
        }
    }

    /** Whatever else the in-memory server offers would go round the journal. */
    @Override
    public LDAPMessage processExtendedRequest(
            int id, ExtendedRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.EXTENDED.of(controls);
            return switch (request.getOID()) {
                case PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID -> {
                    rules.requireWrite(memory.getAuthenticatedDN());
                    WriteOperation change = WriteOperation.ofPassword(id, request);
                    yield answer(id, request, result(content.write(change, memory)));
                }
                case WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID ->
                        memory.processExtendedRequest(id, request, permitted);
                case String other ->
                        throw new LDAPException(
                                ResultCode.PROTOCOL_ERROR,
                                "The operation " + other + " is not offered here.");
            };
        } catch (LDAPException e) {
            return answer(id, request, e.toLDAPResult());
        }
    }

    static LDAPResult result(LDAPMessage answer) {
        return ((GenericResponseProtocolOp) answer.getProtocolOp()).toLDAPResult();
    }

    /** The answer of the request's kind with this result. */
    static LDAPMessage answer(int id, ProtocolOp request, LDAPResult result) {
        return new LDAPMessage(
                id,
                switch (request) {
                    case AddRequestProtocolOp _ -> new AddResponseProtocolOp(result);
                    case BindRequestProtocolOp _ -> new BindResponseProtocolOp(result);
                    case CompareRequestProtocolOp _ -> new CompareResponseProtocolOp(result);
                    case DeleteRequestProtocolOp _ -> new DeleteResponseProtocolOp(result);
                    case ModifyRequestProtocolOp _ -> new ModifyResponseProtocolOp(result);
                    case ModifyDNRequestProtocolOp _ -> new ModifyDNResponseProtocolOp(result);
                    case SearchRequestProtocolOp _ -> new SearchResultDoneProtocolOp(result);
                    default -> new ExtendedResponseProtocolOp(result);
                });
    }
}
