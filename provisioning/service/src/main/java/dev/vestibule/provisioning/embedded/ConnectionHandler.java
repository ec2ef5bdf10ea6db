package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Answers the requests of one connection, after the access rules have had their say. */
final class ConnectionHandler extends LDAPListenerRequestHandler {
    private final DirectoryContent content;
    private final AccessRules rules;
    private final SimpleBinds binds;
    private final InMemoryRequestHandler memory;
    private final FoundEntries found = new FoundEntries();

    /**
     * The first one serves no connection and is asked for those that do.
     *
     * @param memory the connection's own view of the entries; it knows who is bound
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
        ConnectionHandler handler =
                new ConnectionHandler(content, rules, binds, memory.newInstance(connection));
        connection.addSearchEntryTransformer(handler.found);
        return handler;
    }

    @Override
    public LDAPMessage processAddRequest(
            int id, AddRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation(id, request, controls));
    }

    @Override
    public LDAPMessage processModifyRequest(
            int id, ModifyRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation(id, request, controls));
    }

    @Override
    public LDAPMessage processDeleteRequest(
            int id, DeleteRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation(id, request, controls));
    }

    @Override
    public LDAPMessage processModifyDNRequest(
            int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation(id, request, controls));
    }

    private LDAPMessage write(WriteOperation operation) {
        try {
            rules.requireWrite(who());
            List<Control> permitted = PermittedControls.WRITE.of(operation.controls());
            return content.write(
                    new WriteOperation(operation.id(), operation.request(), permitted), memory);
        } catch (LDAPException e) {
            return operation.refuse(e.getResultCode(), e.getMessage());
        }
    }

    @Override
    public LDAPMessage processBindRequest(
            int id, BindRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.BIND.of(controls);
            LDAPMessage answer = binds.bind(id, request, permitted, memory);
            content.awaitSafe();
            return answer;
        } catch (LDAPException e) {
            memory.setAuthenticatedDN(DN.NULL_DN);
            return SimpleBinds.answer(id, e.getResultCode(), e.getMessage());
        }
    }

    @Override
    public LDAPMessage processCompareRequest(
            int id, CompareRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.COMPARE.of(controls);
            rules.requireCompare(who(), request, permitted);
            LDAPMessage answer = compared(id, request, permitted);
            content.awaitSafe();
            return answer;
        } catch (LDAPException e) {
            return comparison(id, e.getResultCode(), e.getMessage());
        }
    }

    private LDAPMessage compared(int id, CompareRequestProtocolOp request, List<Control> permitted)
            throws LDAPException {
        Memberships memberships = content.memberships();
        List<Control> controls = MembershipControls.inMemory(permitted, memberships);
        Entry entry = memory.getEntry(request.getDN());
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
        boolean permits = code(answer) == ResultCode.COMPARE_TRUE_INT_VALUE;
        boolean matches =
                memberships.match(
                        entry.getParsedDN(),
                        request.getAttributeName(),
                        request.getAssertionValue().getValue());
        return permits && !matches ? comparison(id, ResultCode.COMPARE_FALSE, null) : answer;
    }

    private static int code(LDAPMessage answer) {
        return ((GenericResponseProtocolOp) answer.getProtocolOp()).getResultCode();
    }

    private static LDAPMessage comparison(int id, ResultCode code, @Nullable String reason) {
        return new LDAPMessage(
                id, new CompareResponseProtocolOp(code.intValue(), null, reason, null));
    }

    @Override
    public LDAPMessage processSearchRequest(
            int id, SearchRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.SEARCH.of(controls);
            rules.requireSearch(who(), request, permitted);
            MembershipSearch search = new MembershipSearch(content.memberships(), memory, request);
            found.hold();
            LDAPMessage done =
                    memory.processSearchRequest(
                            id,
                            search.inMemory(),
                            MembershipControls.inMemory(permitted, content.memberships()));
            List<SearchResultEntryProtocolOp> entries = search.completed(found.release());
            LDAPMessage answer = search.answer(done, entries);
            content.awaitSafe();
            send(id, entries);
            return answer;
        } catch (LDAPException e) {
            return new LDAPMessage(
                    id,
                    new SearchResultDoneProtocolOp(
                            e.getResultCode().intValue(), null, e.getMessage(), null));
        }
    }

    private void send(int id, List<SearchResultEntryProtocolOp> entries) throws LDAPException {
        LDAPListenerClientConnection client = requireNonNull(memory.getClientConnection());
        for (SearchResultEntryProtocolOp entry : entries) {
            List<Attribute> readable = rules.readable(who(), entry.getAttributes());
            client.sendSearchResultEntry(
                    id, new SearchResultEntryProtocolOp(entry.getDN(), readable));
        }
    }

    /** Whatever else the in-memory server offers would go round the journal. */
    @Override
    public LDAPMessage processExtendedRequest(
            int id, ExtendedRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.EXTENDED.of(controls);
            if (request.getOID().equals(PasswordChange.OID)) {
                PasswordChange change = PasswordChange.of(request);
                return change.answer(id, write(change.operation(id)));
            }
            if (!request.getOID().equals(WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID)) {
                throw new LDAPException(
                        ResultCode.PROTOCOL_ERROR,
                        "The operation " + request.getOID() + " is not offered here.");
            }
            return memory.processExtendedRequest(id, request, permitted);
        } catch (LDAPException e) {
            return new LDAPMessage(
                    id,
                    new ExtendedResponseProtocolOp(
                            e.getResultCode().intValue(), null, e.getMessage(), null, null, null));
        }
    }

    private DN who() {
        return memory.getAuthenticatedDN();
    }
}
