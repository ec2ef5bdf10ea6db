package dev.vestibule.bench;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.OpenLdapServer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Accounts that the gateway could have written, as LDIF. */
final class PeopleFile {
    static final String ISSUER = "https://issuer.example";
    static final String GROUP = "staff";

    private static final String PERSON =
            """

            dn: uid=%1$s,ou=people,%2$s
            objectClass: inetOrgPerson
            objectClass: vestibuleAccount
            uid: %1$s
            cn: User %1$s
            sn: %1$s
            mail: %1$s@example.org
            vestibuleFederatedIdentity: %3$s %1$s
            vestibuleProvisionedBy: bench
            vestibuleProvisionedAt: 20260101000000Z
            vestibuleLastSignIn: 20260101000000Z
            vestibuleGrantedGroup: bench %4$s
            """;

    private PeopleFile() {}

    static String name(int number) {
        return "person%07d".formatted(number);
    }

    /** All accounts are in one dynamic group. */
    static Path dynamic(Path folder, int people) throws IOException {
        Path file = Files.createTempFile(folder, "dynamic", ".ldif");
        try (BufferedWriter ldif = Files.newBufferedWriter(file)) {
            ldif.write(
                    """
                    dn: cn=%1$s,ou=groups,%2$s
                    objectClass: groupOfURLs
                    cn: %1$s
                    memberURL: ldap:///ou=people,%2$s??sub?(vestibuleGroup=%1$s)
                    """
                            .formatted(GROUP, OpenLdapServer.BASE));
            for (int person = 0; person < people; person++) {
                ldif.write(person(person));
                ldif.write("vestibuleGroup: " + GROUP + "\n");
            }
        }
        return file;
    }

    /** All accounts are in one group, whose entry lists them. */
    static Path listed(Path folder, int people) throws IOException {
        Path file = Files.createTempFile(folder, "listed", ".ldif");
        try (BufferedWriter ldif = Files.newBufferedWriter(file)) {
            ldif.write(
                    "dn: cn=%1$s,ou=groups,%2$s\nobjectClass: groupOfNames\ncn: %1$s\n"
                            .formatted(GROUP, OpenLdapServer.BASE));
            for (int person = 0; person < people; person++) {
                ldif.write(
                        "member: uid=%s,ou=people,%s\n"
                                .formatted(name(person), OpenLdapServer.BASE));
            }
            for (int person = 0; person < people; person++) {
                ldif.write(person(person));
            }
        }
        return file;
    }

    /** One of the accounts. */
    static Entry entry(int number) {
        try {
            return LDIFReader.decodeEntry(person(number).strip().lines().toArray(String[]::new));
        } catch (LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String person(int number) {
        return PERSON.formatted(name(number), OpenLdapServer.BASE, ISSUER, GROUP);
    }
}
