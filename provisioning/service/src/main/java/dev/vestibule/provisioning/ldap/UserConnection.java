package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;

/**
 * A connection for the bind of one user, which ends with it: the connections of the pool are always
 * bound as the gateway, and none is ever bound as two users.
 */
public record UserConnection(LDAPConnection connection) implements AutoCloseable {

    /**
     * The directory's answer to a bind, which may be a refusal; with what its password policy says.
     *
     * @param password not empty, or the answer would mean nothing (RFC 4513, section 5.1.2)
     * @throws LDAPException when the directory could not tell
     */
    public BindResult bind(DN account, String password) throws LDAPException {
        try {
            return connection.bind(
                    new SimpleBindRequest(
                            account,
                            password,
                            new DraftBeheraLDAPPasswordPolicy10RequestControl(false)));
        } catch (LDAPException refused) {
            if (ResultCodes.unavailable(refused)) {
                throw refused;
            }
            return new BindResult(refused);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
