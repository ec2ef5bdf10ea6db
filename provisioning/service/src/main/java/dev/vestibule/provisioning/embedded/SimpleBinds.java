package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AuthorizationIdentityRequestControl;
import com.unboundid.ldap.sdk.controls.AuthorizationIdentityResponseControl;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/** Binds by name and password: configured accounts, users with a password, and anonymous. */
final class SimpleBinds {
    private final Map<DN, String> configured;
    private final PasswordHasher hasher;

    /**
     * @param configured the passwords of the accounts that the settings name
     */
    SimpleBinds(Map<DN, String> configured, PasswordHasher hasher) {
        this.configured = Map.copyOf(configured);
        this.hasher = hasher;
    }

    private record Bind(DN dn, byte[] password) {}

    /** Decides who the connection is from now on; after a failure the connection is anonymous. */
    LDAPMessage bind(
            int id,
            BindRequestProtocolOp request,
            List<Control> controls,
            InMemoryRequestHandler memory) {
        memory.setAuthenticatedDN(DN.NULL_DN);
        try {
            DN dn = new DN(request.getBindDN(), memory.getSchema());
            byte[] given = password(request, dn);
            if (dn.isNullDN()) {
                return memory.processBindRequest(id, request, controls);
            }
            Bind bind = new Bind(dn, given);
            return configured.containsKey(dn)
                    ? bindConfigured(id, bind, memory)
                    : bindPerson(id, bind, controls, memory);
        } catch (LDAPException e) {
            return answer(id, e.getResultCode(), e.getMessage());
        }
    }

    private static byte[] password(BindRequestProtocolOp request, DN dn) throws LDAPException {
        ASN1OctetString given = request.getSimplePassword();
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

    private LDAPMessage bindConfigured(int id, Bind bind, InMemoryRequestHandler memory) {
        byte[] password =
                requireNonNull(configured.get(bind.dn())).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(password, bind.password())) {
            return answer(id, ResultCode.INVALID_CREDENTIALS, null);
        }
        memory.setAuthenticatedDN(bind.dn());
        return answer(id, ResultCode.SUCCESS, null);
    }

    /** Says neither whether the name or the password is wrong. */
    private LDAPMessage bindPerson(
            int id, Bind bind, List<Control> controls, InMemoryRequestHandler memory)
            throws LDAPException {
        DN person = opened(bind, memory);
        if (person == null) {
            return answer(id, ResultCode.INVALID_CREDENTIALS, null);
        }
        memory.setAuthenticatedDN(person);
        boolean asks =
                controls.stream().anyMatch(AuthorizationIdentityRequestControl.class::isInstance);
        BindResponseProtocolOp success =
                new BindResponseProtocolOp(ResultCode.SUCCESS.intValue(), null, null, null, null);
        return asks
                ? new LDAPMessage(
                        id, success, new AuthorizationIdentityResponseControl("dn:" + person))
                : new LDAPMessage(id, success);
    }

    /**
     * The entry that the password opens; null when it opens none, after the same time. The
     * in-memory server would try the password under its one lock, and keep every client waiting.
     */
    private @Nullable DN opened(Bind bind, InMemoryRequestHandler memory) throws LDAPException {
        ReadOnlyEntry entry = memory.getEntry(bind.dn());
        byte[][] values =
                entry == null ? null : entry.getAttributeValueByteArrays(EmbeddedSchema.PASSWORD);
        if (entry == null || values == null) {
            hasher.refuse(bind.password());
            return null;
        }
        for (byte[] value : values) {
            PasswordHash known = PasswordHash.ofStored(value);
            if (known != null && hasher.matches(known, bind.password())) {
                return entry.getParsedDN();
            }
        }
        return null;
    }

    static LDAPMessage answer(int id, ResultCode code, @Nullable String reason) {
        return new LDAPMessage(
                id, new BindResponseProtocolOp(code.intValue(), null, reason, null, null));
    }
}
