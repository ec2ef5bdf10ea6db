package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;

import java.util.Collection;
import java.util.List;

/**
 * A request that changes entries.
 *
 * @param id number of the message
 * @param request an add, a modification, a deletion or a renaming
 */
record WriteOperation(int id, ProtocolOp request, List<Control> controls) {

    /**
     * The Password Modify operation (RFC 3062) as a modification of the entry, so that it goes
     * through the same rights, the same hashing and the same journal. Only the form that names the
     * entry and the new password is offered.
     */
    static WriteOperation ofPassword(int id, ExtendedRequestProtocolOp request)
            throws LDAPException {
        PasswordModifyExtendedRequest read =
                new PasswordModifyExtendedRequest(
                        new ExtendedRequest(request.getOID(), request.getValue()));
        String dn = read.getUserIdentity();
        byte[] password = read.getNewPasswordBytes();
        if (dn == null || password == null || password.length == 0) {
            throw new LDAPException(
                    ResultCode.UNWILLING_TO_PERFORM,
                    "A change of password names the entry and the new password here.");
        }
        var change = new Modification(ModificationType.REPLACE, EmbeddedSchema.PASSWORD, password);
        return new WriteOperation(id, new ModifyRequestProtocolOp(dn, List.of(change)), List.of());
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

    /** What it says about attributes; those of a new entry as additions. */
    List<Modification> modifications() {
        return switch (request) {
            case AddRequestProtocolOp add -> additions(add.getAttributes());
            case ModifyRequestProtocolOp modify -> modify.getModifications();
            default -> List.of();
        };
    }

    static List<Modification> additions(Collection<Attribute> attributes) {
        return attributes.stream()
                .map(each ->
                        new Modification(ModificationType.ADD, each.getName(), each.getRawValues()))
                .toList();
    }

    /** The same with other modifications and controls. */
    WriteOperation with(List<Modification> modifications, List<Control> others) {
        ProtocolOp other =
                switch (request) {
                    case AddRequestProtocolOp add ->
                            new AddRequestProtocolOp(
                                    add.getDN(),
                                    modifications.stream()
                                            .map(Modification::getAttribute)
                                            // A group without members has no such attribute.
                                            .filter(each ->
                                                    each.hasValue()
                                                            || !Memberships.areKept(each.getName()))
                                            .toList());
                    case ModifyRequestProtocolOp modify ->
                            new ModifyRequestProtocolOp(modify.getDN(), modifications);
                    default -> request;
                };
        return new WriteOperation(id, other, others);
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

    /** The library's type of requests is open; nothing else is made a write. */
    private IllegalStateException unknown() {
        return new IllegalStateException("No write: " + request.getClass().getSimpleName());
    }
}
