package dev.vestibule.flow.factor.password;

import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import java.util.List;

/**
 * The password of an account in the directory, checked by a bind.
 *
 * @param identifiers the LDAP attributes of which the user may type a value as username
 */
@KeyTable(
        """
        The password of an account in the directory. The gateway never stores it: it binds to the
        directory with it.
        | identifiers | `uid, mail` | the LDAP attributes of which a user may type a value to sign in;
          a value that two accounts have signs in neither.
        """)
public record PasswordFactor(List<String> identifiers) implements Factor {
    /** Its id. */
    public static final String ID = "password";

    public PasswordFactor {
        identifiers = List.copyOf(identifiers);
    }

    /** Its kind. */
    public static FactorType<PasswordFactor> type() {
        return new FactorType<>(
                ID,
                "sign in with username and password of the directory.",
                PasswordFactor.class,
                Section.of(PasswordFactor.class));
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
