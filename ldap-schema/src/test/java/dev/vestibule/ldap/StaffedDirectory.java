package dev.vestibule.ldap;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;

import java.util.Objects;

/**
 * An OpenLDAP with one person who has every secret, and connections of everybody who has rights.
 */
final class StaffedDirectory implements AutoCloseable {
    static final String PEOPLE = "ou=people," + OpenLdapServer.BASE;
    static final String GROUPS = "ou=groups," + OpenLdapServer.BASE;
    static final String SERVICES = "ou=services," + OpenLdapServer.BASE;
    static final String GRACE = "uid=grace," + PEOPLE;
    static final String GRACES_PASSWORD = "graces own password";

    final OpenLdapServer server = OpenLdapServer.start();
    final LDAPConnection gateway = connect(OpenLdapServer.gateway());
    final LDAPConnection reader = connect(OpenLdapServer.reader());
    final LDAPConnection administrator = connect(OpenLdapServer.administrator());
    final LDAPConnection anonymous = new LDAPConnection(server.host(), server.port());

    /** One request that may be refused. */
    interface Request {
        void by(LDAPConnection who) throws LDAPException;
    }

    StaffedDirectory() throws LDAPException {
        AddRequest grace = person("grace", "https://idp.example grace");
        grace.addAttribute(SchemaNames.TOTP_SECRET, "totp-key");
        grace.addAttribute(SchemaNames.RECOVERY_CODE, "recovery-hash");
        grace.addAttribute(SchemaNames.PASSKEY, "passkey-record");
        grace.addAttribute("userPassword", GRACES_PASSWORD);
        gateway.add(grace);
        gateway.add(group("staff", GRACE));
    }

    LDAPConnection connect(OpenLdapServer.ServiceAccount account) throws LDAPException {
        return connect(account.dn(), account.password());
    }

    LDAPConnection connect(String dn, String password) throws LDAPException {
        return new LDAPConnection(server.host(), server.port(), dn, password);
    }

    static AddRequest person(String uid, String identity) throws LDAPException {
        return new AddRequest(
                new DN(new RDN("uid", uid), new DN(PEOPLE)),
                new Attribute("objectClass", "inetOrgPerson", SchemaNames.ACCOUNT),
                new Attribute("cn", uid),
                new Attribute("sn", "Hopper"),
                new Attribute("mail", uid + "@example.org"),
                new Attribute(SchemaNames.PROVISIONED_BY, "corp"),
                new Attribute(SchemaNames.FEDERATED_IDENTITY, identity));
    }

    static AddRequest group(String name, String member) throws LDAPException {
        return new AddRequest(
                new DN(new RDN("cn", name), new DN(GROUPS)),
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("member", member));
    }

    static Modification replace(String attribute, String... values) {
        return new Modification(ModificationType.REPLACE, attribute, values);
    }

    static SearchResultEntry entry(LDAPConnection who, String dn) throws LDAPException {
        return Objects.requireNonNull(who.getEntry(dn), dn);
    }

    static ResultCode refusal(LDAPConnection who, Request request) {
        return Objects.requireNonNull(
                        catchThrowableOfType(LDAPException.class, () -> request.by(who)),
                        "the request was not refused")
                .getResultCode();
    }

    @Override
    public void close() {
        gateway.close();
        reader.close();
        administrator.close();
        anonymous.close();
        server.close();
    }
}
