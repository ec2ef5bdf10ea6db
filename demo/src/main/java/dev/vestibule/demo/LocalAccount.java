package dev.vestibule.demo;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An account that no identity provider knows, as an administrator makes it. */
record LocalAccount(int port, String base, Path secrets) {

    /** Adds it where it is missing. */
    void prepare() throws IOException {
        try (LDAPConnection ldap =
                new LDAPConnection(
                        "127.0.0.1",
                        port,
                        "cn=vestibule,ou=services," + base,
                        Files.readString(secrets.resolve("directory")))) {
            ldap.add(
                    "uid=grace,ou=people," + base,
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("cn", "Grace Hopper"),
                    new Attribute("givenName", "Grace"),
                    new Attribute("sn", "Hopper"),
                    new Attribute("mail", "grace@example.org"),
                    new Attribute("userPassword", Files.readString(secrets.resolve("grace"))));
        } catch (LDAPException refused) {
            if (!refused.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
                throw new IOException("the local account cannot be written", refused);
            }
        }
    }
}
