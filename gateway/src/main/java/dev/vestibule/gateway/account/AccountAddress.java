package dev.vestibule.gateway.account;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/** Addresses of the pages about one's own account. */
final class AccountAddress {
    static final String ACCOUNT = "/.vestibule/account";
    static final String CONFIRM_ACCOUNT = ACCOUNT + "/confirm";
    static final String ADD_FACTOR = ACCOUNT + "/factors/add";
    static final String REMOVE_FACTOR = ACCOUNT + "/factors/remove";
    static final String RENAME_PASSKEY = ACCOUNT + "/passkeys/rename";
    static final String REMOVE_PASSKEY = ACCOUNT + "/passkeys/remove";
    static final String FORGET_DEVICES = ACCOUNT + "/devices/forget";
    static final String PASSWORD = ACCOUNT + "/password";
    static final String TOKENS = ACCOUNT + "/tokens";
    static final String CONFIRM_TOKENS = TOKENS + "/confirm";
    static final String REMOVE_TOKEN = TOKENS + "/remove";
    static final String END_SESSION = ACCOUNT + "/sessions/end";
    static final String END_OTHERS = ACCOUNT + "/sessions/end-others";

    static final String LINKS = ACCOUNT + "/links";
    static final String ADD = LINKS + "/add";
    static final String CONFIRM = LINKS + "/confirm";
    static final String REMOVE = LINKS + "/remove";

    static final String DONE = "done";
    static final String CONNECTION = "connection";
    static final String LINK = "link";
    static final String FACTOR = "factor";
    static final String PASSKEY = "passkey";
    static final String NAME = "name";
    static final String TOKEN = "token";
    static final String APP = "app-";
    static final String DAYS = "days";
    static final String SESSION = "session";

    private AccountAddress() {}

    /** A page, with a word about what was done. */
    static String after(String page, Enum<?> done) {
        return page + "?" + DONE + "=" + word(done);
    }

    /** What the word says; null for an unknown one. */
    static <E extends Enum<E>> @Nullable E done(Class<E> kind, @Nullable String word) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(done -> word(done).equals(word))
                .findFirst()
                .orElse(null);
    }

    private static String word(Enum<?> done) {
        return done.name().toLowerCase(Locale.ROOT);
    }
}
