package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

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
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;

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
        return write(new WriteOperation.Add(id, request, controls));
    }

    @Override
    public LDAPMessage processModifyRequest(
            int id, ModifyRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation.Modify(id, request, controls));
    }

    @Override
    public LDAPMessage processDeleteRequest(
            int id, DeleteRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation.Delete(id, request, controls));
    }

    @Override
    public LDAPMessage processModifyDNRequest(
            int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
        return write(new WriteOperation.Rename(id, request, controls));
    }

    private LDAPMessage write(WriteOperation operation) {
        try {
            rules.requireWrite(who());
            List<Control> permitted = PermittedControls.WRITE.of(operation.controls());
            return content.write(operation.with(permitted), memory);
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
            LDAPMessage answer = memory.processCompareRequest(id, request, permitted);
            content.awaitSafe();
            return answer;
        } catch (LDAPException e) {
            return new LDAPMessage(
                    id,
                    new CompareResponseProtocolOp(
                            e.getResultCode().intValue(), null, e.getMessage(), null));
        }
    }

    @Override
    public LDAPMessage processSearchRequest(
            int id, SearchRequestProtocolOp request, List<Control> controls) {
        try {
            List<Control> permitted = PermittedControls.SEARCH.of(controls);
            rules.requireSearch(who(), request, permitted);
            found.hold();
            LDAPMessage answer = memory.processSearchRequest(id, request, permitted);
            List<SearchResultEntryProtocolOp> entries = found.release();
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
