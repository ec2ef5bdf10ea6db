package dev.vestibule.flow.factor.password;

import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.util.List;

/** The keys of {@code factors.password}. */
public final class PasswordType implements FactorType<PasswordFactor> {
    private final Keys keys =
            new Keys(
                    "The password of an account in the directory. The gateway never stores it: it"
                            + " binds to the directory with it.");
    private final Key<List<String>> identifiers =
            keys.optional("identifiers", Types.listOf(Types.TEXT), "[uid, mail]")
                    .means(
                            "the LDAP attributes of which a user may type a value to sign in; a"
                                    + " value that two accounts have signs in neither.");

    @Override
    public String id() {
        return PasswordFactor.ID;
    }

    @Override
    public String meaning() {
        return "sign in with username and password of the directory.";
    }

    @Override
    public Section<PasswordFactor> section() {
        return keys.reads(fields ->
                new PasswordFactor(fields.find(identifiers).orElse(List.of("uid", "mail"))));
    }
}
