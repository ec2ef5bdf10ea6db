package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ResultCode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A request that changes entries, with what is the same for all four of them. */
sealed interface WriteOperation {
    int id();

    List<Control> controls();

    /** The same with other controls. */
    WriteOperation with(List<Control> others);

    /** The entry that it is about, as the client spells it. */
    String dn();

    /** Carries it out in memory. */
    LDAPMessage perform(InMemoryRequestHandler handler);

    /** The answer's content when it is refused. */
    GenericResponseProtocolOp refusal(int code, @Nullable String reason);

    default LDAPMessage refuse(ResultCode code, @Nullable String reason) {
        return new LDAPMessage(id(), refusal(code.intValue(), reason));
    }

    /** Adds one entry. */
    record Add(int id, AddRequestProtocolOp request, List<Control> controls)
            implements WriteOperation {
        @Override
        public WriteOperation with(List<Control> others) {
            return new Add(id, request, others);
        }

        @Override
        public String dn() {
            return request.getDN();
        }

        @Override
        public LDAPMessage perform(InMemoryRequestHandler handler) {
            return handler.processAddRequest(id, request, controls);
        }

        @Override
        public GenericResponseProtocolOp refusal(int code, @Nullable String reason) {
            return new AddResponseProtocolOp(code, null, reason, null);
        }
    }

    /** Changes attributes of one entry. */
    record Modify(int id, ModifyRequestProtocolOp request, List<Control> controls)
            implements WriteOperation {
        @Override
        public WriteOperation with(List<Control> others) {
            return new Modify(id, request, others);
        }

        @Override
        public String dn() {
            return request.getDN();
        }

        @Override
        public LDAPMessage perform(InMemoryRequestHandler handler) {
            return handler.processModifyRequest(id, request, controls);
        }

        @Override
        public GenericResponseProtocolOp refusal(int code, @Nullable String reason) {
            return new ModifyResponseProtocolOp(code, null, reason, null);
        }
    }

    /** Removes an entry, or all below it as well when a control asks for that. */
    record Delete(int id, DeleteRequestProtocolOp request, List<Control> controls)
            implements WriteOperation {
        @Override
        public WriteOperation with(List<Control> others) {
            return new Delete(id, request, others);
        }

        @Override
        public String dn() {
            return request.getDN();
        }

        @Override
        public LDAPMessage perform(InMemoryRequestHandler handler) {
            return handler.processDeleteRequest(id, request, controls);
        }

        @Override
        public GenericResponseProtocolOp refusal(int code, @Nullable String reason) {
            return new DeleteResponseProtocolOp(code, null, reason, null);
        }
    }

    /** Renames or moves an entry with all below it. */
    record Rename(int id, ModifyDNRequestProtocolOp request, List<Control> controls)
            implements WriteOperation {
        @Override
        public WriteOperation with(List<Control> others) {
            return new Rename(id, request, others);
        }

        @Override
        public String dn() {
            return request.getDN();
        }

        @Override
        public LDAPMessage perform(InMemoryRequestHandler handler) {
            return handler.processModifyDNRequest(id, request, controls);
        }

        @Override
        public GenericResponseProtocolOp refusal(int code, @Nullable String reason) {
            return new ModifyDNResponseProtocolOp(code, null, reason, null);
        }
    }
}
