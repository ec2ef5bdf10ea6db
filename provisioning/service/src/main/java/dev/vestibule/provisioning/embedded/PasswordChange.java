package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;

import java.util.List;

/**
 * The Password Modify operation (RFC 3062) as a modification of the entry, so that it goes through
 * the same rights, the same hashing and the same journal. Only the form that names the entry and
 * the new password is offered.
 */
record PasswordChange(String dn, byte[] password) {
    static final String OID = PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID;

    static PasswordChange of(ExtendedRequestProtocolOp request) throws LDAPException {
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
        return new PasswordChange(dn, password);
    }

    WriteOperation operation(int id) {
        Modification change =
                new Modification(ModificationType.REPLACE, EmbeddedSchema.PASSWORD, password);
        return new WriteOperation(id, new ModifyRequestProtocolOp(dn, List.of(change)), List.of());
    }

    /** The answer to the modification as the answer to this operation. */
    LDAPMessage answer(int id, LDAPMessage modified) {
        GenericResponseProtocolOp response = (GenericResponseProtocolOp) modified.getProtocolOp();
        return new LDAPMessage(
                id,
                new ExtendedResponseProtocolOp(
                        response.getResultCode(),
                        response.getMatchedDN(),
                        response.getDiagnosticMessage(),
                        response.getReferralURLs(),
                        null,
                        null));
    }

    /** Names the entry only. */
    @Override
    public String toString() {
        return "PasswordChange[dn=" + dn + "]";
    }
}
