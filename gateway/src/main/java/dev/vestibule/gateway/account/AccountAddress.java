package dev.vestibule.gateway.account;

import dev.vestibule.gateway.account.LinksPage.Done;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/** Addresses of the pages about one's own account. */
final class AccountAddress {
    static final String ACCOUNT = "/.vestibule/account";
    static final String LINKS = ACCOUNT + "/links";
    static final String ADD = LINKS + "/add";
    static final String CONFIRM = LINKS + "/confirm";
    static final String REMOVE = LINKS + "/remove";

    static final String DONE = "done";
    static final String CONNECTION = "connection";
    static final String LINK = "link";

    private AccountAddress() {}

    /** The page of links, with a word about what was done. */
    static String links(Done done) {
        return LINKS + "?" + DONE + "=" + word(done);
    }

    /** Null for an unknown word. */
    static @Nullable Done done(@Nullable String word) {
        return Arrays.stream(Done.values())
                .filter(done -> word(done).equals(word))
                .findFirst()
                .orElse(null);
    }

    private static String word(Done done) {
        return done.name().toLowerCase(Locale.ROOT);
    }
}
