package dev.vestibule.provisioning.api;

/** A password as the user typed it. Its text form hides it. */
public record TypedPassword(String value) {

    /**
     * Keeps the password.
     *
     * @throws IllegalArgumentException when it is empty: directories take a bind with an empty
     *     password for an anonymous one (RFC 4513, section 5.1.2)
     */
    public TypedPassword {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty password");
        }
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
