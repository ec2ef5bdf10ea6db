package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Asks for a mail address, whose domain leads to a way to sign in.
 *
 * @param app the title of the app that the user is on the way to, or null
 * @param typed what the user has entered; empty at first
 * @param wrong whether that is no address
 * @param cannot whether the user may say that they cannot answer
 */
public record AddressPage(
        @Nullable String app, String typed, boolean wrong, boolean cannot, Form form)
        implements Page {
    /** The field with the address. */
    static final String ADDRESS = "username";

    private static final int LONGEST = 254;

    @Override
    public String template() {
        return "authenticate/address.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /** Whether the text can be an address or the name of an account. */
    static boolean accepts(String typed) {
        return !typed.isBlank()
                && typed.length() <= LONGEST
                && typed.chars().noneMatch(Character::isISOControl);
    }

    /** What is wrong; empty when nothing is. */
    public List<Problem> problems(Texts texts) {
        return wrong ? List.of(new Problem(texts.text("address.wrong"), ADDRESS)) : List.of();
    }
}
