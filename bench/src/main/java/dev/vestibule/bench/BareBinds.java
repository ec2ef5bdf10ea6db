package dev.vestibule.bench;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;

import dev.vestibule.ldap.OpenLdapServer;

import java.util.List;

/**
 * The directory of the users: adds them, and checks a password without a gateway.
 *
 * @param writer may add accounts
 * @param asked whether the directory hashes a password only where it is asked to set one (RFC 3062)
 */
record BareBinds(String host, int port, OpenLdapServer.ServiceAccount writer, boolean asked) {

    /** Adds the users, all with this password. */
    void add(List<FactorUser> users, String password) throws LDAPException {
        try (LDAPConnection ldap = new LDAPConnection(host, port, writer.dn(), writer.password())) {
            for (FactorUser user : users) {
                ldap.add(
                        dn(user),
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("uid", user.username()),
                        new Attribute("cn", user.username()),
                        new Attribute("sn", "Bench"),
                        new Attribute("userPassword", password));
                if (asked) {
                    ldap.processExtendedOperation(
                            new PasswordModifyExtendedRequest(dn(user), null, password));
                }
            }
        }
    }

    /** Binds as each user once, one after the other. */
    void bind(List<FactorUser> users, String password) throws LDAPException {
        try (LDAPConnection ldap = new LDAPConnection(host, port)) {
            for (FactorUser user : users) {
                ldap.bind(dn(user), password);
            }
        }
    }

    private static String dn(FactorUser user) {
        return "uid=" + user.username() + ",ou=people," + OpenLdapServer.BASE;
    }
}
