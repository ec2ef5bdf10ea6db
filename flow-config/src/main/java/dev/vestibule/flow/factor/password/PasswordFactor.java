package dev.vestibule.flow.factor.password;

import dev.vestibule.flow.factor.Factor;

import java.util.List;

/**
 * The password of an account in the directory, checked by a bind.
 *
 * @param identifiers the LDAP attributes of which the user may type a value as username
 */
public record PasswordFactor(List<String> identifiers) implements Factor {
    /** Its id. */
    public static final String ID = "password";

    public PasswordFactor {
        identifiers = List.copyOf(identifiers);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean identifies() {
        return true;
    }
}
