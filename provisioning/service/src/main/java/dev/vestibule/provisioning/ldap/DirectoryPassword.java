package dev.vestibule.provisioning.ldap;

/** The password of the gateway's own account. Its text form hides it. */
public final class DirectoryPassword {
    private final String value;

    /**
     * Keeps the password.
     *
     * @throws IllegalArgumentException when it is empty: such a bind is anonymous and succeeds
     *     without any proof (RFC 4513, section 5.1.2)
     */
    public DirectoryPassword(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "The password of the directory account is empty; set directory.bind.password.");
        }
        this.value = value;
    }

    /** The password itself. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
