package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AuthorizationIdentityResponseControl;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/**
 * Binds by name and password: configured accounts, users with a password, and anonymous.
 *
 * @param configured the passwords of the accounts that the settings name
 */
record SimpleBinds(Map<DN, String> configured, PasswordHasher hasher) {
    SimpleBinds {
        configured = Map.copyOf(configured);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "SimpleBinds";
    }

    /**
     * Decides who the connection is from now on. A refusal says neither whether the name or the
     * password is wrong.
     */
    LDAPMessage bind(
            int id,
            BindRequestProtocolOp request,
            List<Control> controls,
            InMemoryRequestHandler memory)
            throws LDAPException {
        DN dn = new DN(request.getBindDN(), memory.getSchema());
        byte[] given = password(request, dn);
        if (dn.isNullDN()) {
            return memory.processBindRequest(id, request, controls);
        }
        DN who = opened(dn, given, memory);
        memory.setAuthenticatedDN(who == null ? DN.NULL_DN : who);
        ResultCode code = who == null ? ResultCode.INVALID_CREDENTIALS : ResultCode.SUCCESS;
        var answer = new BindResponseProtocolOp(code.intValue(), null, null, null, null);
        return who == null || controls.isEmpty()
                ? new LDAPMessage(id, answer)
                : new LDAPMessage(
                        id, answer, new AuthorizationIdentityResponseControl("dn:" + who));
    }

    private static byte[] password(BindRequestProtocolOp request, DN dn) throws LDAPException {
        var given = request.getSimplePassword();
        if (given == null) {
            throw new LDAPException(
                    ResultCode.AUTH_METHOD_NOT_SUPPORTED, "Only simple binds are offered here.");
        }
        // RFC 4513, section 5.1.2: a name without a password proves nothing.
        if (!dn.isNullDN() && given.getValueLength() == 0) {
            throw new LDAPException(
                    ResultCode.UNWILLING_TO_PERFORM, "A bind with a name needs a password.");
        }
        return given.getValue();
    }

    /**
     * The account that the password opens; null when it opens none, after the same time. The
     * in-memory server would try the password under its one lock, and keep every client waiting.
     */
    private @Nullable DN opened(DN dn, byte[] password, InMemoryRequestHandler memory)
            throws LDAPException {
        String expected = configured.get(dn);
        if (expected != null) {
            byte[] bytes = expected.getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(bytes, password) ? dn : null;
        }
        var entry = memory.getEntry(dn);
        if (entry == null || !entry.hasAttribute(EmbeddedSchema.PASSWORD)) {
            hasher.refuse(password);
            return null;
        }
        return StoredPasswords.kept(entry, password, hasher) == null ? null : entry.getParsedDN();
    }
}
