package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ResultCode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A request that changes entries.
 *
 * @param id number of the message
 * @param request an add, a modification, a deletion or a renaming
 */
record WriteOperation(int id, ProtocolOp request, List<Control> controls) {

    /** The same with another request. */
    WriteOperation as(ProtocolOp other) {
        return other == request ? this : new WriteOperation(id, other, controls);
    }

    /** Whether it has a control with this object identifier. */
    boolean has(String control) {
        return controls.stream().anyMatch(each -> each.getOID().equals(control));
    }

    /** The entry that it is about, as the client spells it. */
    String dn() {
        return switch (request) {
            case AddRequestProtocolOp add -> add.getDN();
            case ModifyRequestProtocolOp modify -> modify.getDN();
            case DeleteRequestProtocolOp delete -> delete.getDN();
            case ModifyDNRequestProtocolOp rename -> rename.getDN();
            default -> throw unknown();
        };
    }

    /** Carries it out in memory. */
    LDAPMessage perform(InMemoryRequestHandler memory) {
        return switch (request) {
            case AddRequestProtocolOp add -> memory.processAddRequest(id, add, controls);
            case ModifyRequestProtocolOp modify ->
                    memory.processModifyRequest(id, modify, controls);
            case DeleteRequestProtocolOp delete ->
                    memory.processDeleteRequest(id, delete, controls);
            case ModifyDNRequestProtocolOp rename ->
                    memory.processModifyDNRequest(id, rename, controls);
            default -> throw unknown();
        };
    }

    /** The answer when it is refused. */
    LDAPMessage refuse(ResultCode result, @Nullable String reason) {
        int code = result.intValue();
        ProtocolOp answer =
                switch (request) {
                    case AddRequestProtocolOp _ ->
                            new AddResponseProtocolOp(code, null, reason, null);
                    case ModifyRequestProtocolOp _ ->
                            new ModifyResponseProtocolOp(code, null, reason, null);
                    case DeleteRequestProtocolOp _ ->
                            new DeleteResponseProtocolOp(code, null, reason, null);
                    case ModifyDNRequestProtocolOp _ ->
                            new ModifyDNResponseProtocolOp(code, null, reason, null);
                    default -> throw unknown();
                };
        return new LDAPMessage(id, answer);
    }

    /** The library's type of requests is open; nothing else is made a write. */
    IllegalStateException unknown() {
        return new IllegalStateException("No write: " + request.getClass().getSimpleName());
    }
}
