package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.DirectoryConfig;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The entry of the account that the gateway binds with. Where LDIF is shown, the password in it is
 * hashed; where it is sent and the server hashes passwords itself, it is not.
 */
record GatewayAccount(ServerKind kind, DirectoryConfig gateway, SecureRandom random) {
    static final String TITLE = "account of the gateway";

    private static final int SALT = 16;

    /** For a file that may lie about for a while. */
    String shown() {
        return switch (kind) {
            case ACTIVE_DIRECTORY -> unusable();
            case OPENLDAP, DS_389, OTHER -> entry("userPassword: " + hash());
        };
    }

    /** For a connection of ours. OpenLDAP keeps what it is sent as it is. */
    String sent() {
        return switch (kind) {
            case ACTIVE_DIRECTORY ->
                    user("66048")
                            + "unicodePwd:: "
                            + encoded("\"%s\"", StandardCharsets.UTF_16LE)
                            + "\n";
            case OPENLDAP -> shown();
            case DS_389, OTHER -> entry("userPassword:: " + encoded("%s", StandardCharsets.UTF_8));
        };
    }

    /** Gives an account that is there the password of the configuration. */
    String password() {
        return switch (kind) {
            case ACTIVE_DIRECTORY ->
                    """
                    # Set the password of directory.bind:
                    #   samba-tool user setpassword %1$s
                    #   Set-ADAccountPassword %1$s -Reset
                    """
                            .formatted(name());
            case OPENLDAP, DS_389, OTHER ->
                    Ldif.modify(gateway.login().dn(), "replace", "userPassword", List.of(hash()));
        };
    }

    private String entry(String password) {
        return Ldif.add(
                gateway.login().dn(),
                List.of(
                        "objectClass: applicationProcess",
                        "objectClass: simpleSecurityObject",
                        Ldif.line("cn", name()),
                        "description: The identity gateway; the one member of a group that has no"
                                + " other",
                        password));
    }

    /** A domain controller takes no hash, and no password in the clear belongs into a file. */
    private String unusable() {
        return """
        # The account is made disabled and without a password. Give it that of directory.bind and
        # enable it afterwards, and let the password never expire:
        #   samba-tool user setpassword %1$s; samba-tool user enable %1$s
        #   samba-tool user setexpiry %1$s --noexpiry
        # or: Set-ADAccountPassword %1$s -Reset; Enable-ADAccount %1$s
        #     Set-ADUser %1$s -PasswordNeverExpires $true
        """
                        .formatted(name())
                + user("514");
    }

    private String user(String control) {
        return Ldif.add(
                gateway.login().dn(),
                List.of(
                        "objectClass: user",
                        Ldif.line("cn", name()),
                        Ldif.line("sAMAccountName", name()),
                        "userAccountControl: " + control));
    }

    private String name() {
        try {
            return Objects.requireNonNull(new DN(gateway.login().dn()).getRDN())
                    .getAttributeValues()[0];
        } catch (LDAPException e) {
            throw new IllegalArgumentException("The configuration has checked its DNs.", e);
        }
    }

    /** LDIF takes any password in this form (RFC 2849). */
    private String encoded(String form, Charset charset) {
        String password = form.formatted(gateway.login().password().reveal());
        return Base64.getEncoder().encodeToString(password.getBytes(charset));
    }

    /** A form that the server knows without a module (RFC 2307, section 5.3). */
    private String hash() {
        return switch (kind) {
            case DS_389 -> hash("{SSHA512}", "SHA-512");
            case OPENLDAP, OTHER, ACTIVE_DIRECTORY -> hash("{SSHA}", "SHA-1");
        };
    }

    private String hash(String scheme, String algorithm) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(gateway.login().password().reveal().getBytes(StandardCharsets.UTF_8));
            byte[] hashed = digest.digest(salt);
            byte[] both = Arrays.copyOf(hashed, hashed.length + SALT);
            System.arraycopy(salt, 0, both, hashed.length, SALT);
            return scheme + Base64.getEncoder().encodeToString(both);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " comes with every Java.", e);
        }
    }
}
