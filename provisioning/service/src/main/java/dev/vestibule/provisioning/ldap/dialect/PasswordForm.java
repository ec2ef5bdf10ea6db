package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.Attribute;

import java.nio.charset.StandardCharsets;

/** How a directory takes a new password. */
public enum PasswordForm {
    /** As it is, by the operation of RFC 3062; the server hashes it (RFC 4519, section 2.41). */
    USER_PASSWORD,
    /**
     * The same, written to the attribute: 389 Directory Server hashes it and applies its policy
     * there too, and offers the operation of RFC 3062 over TLS only.
     */
    WRITTEN_USER_PASSWORD,
    /** In quotes and UTF-16, over TLS only ([MS-ADTS] 3.1.1.3.1.5). */
    UNICODE_PWD;

    /** What an entry is given to set the password. */
    public Attribute of(String password) {
        return switch (this) {
            case USER_PASSWORD, WRITTEN_USER_PASSWORD -> new Attribute("userPassword", password);
            case UNICODE_PWD ->
                    new Attribute(
                            "unicodePwd",
                            ("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE));
        };
    }
}
