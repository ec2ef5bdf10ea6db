package dev.vestibule.gateway.token;

import dev.vestibule.gateway.http.Tokens;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The text of an access token, as programs send it: it names its account, so that it is found
 * without a search.
 *
 * @param account the account's id
 * @param secret 256 random bits
 */
record TokenText(String account, String secret) {
    /** What scanners for lost secrets can look for. */
    private static final String PREFIX = "vst_";

    private static final int LONGEST = 512;

    /** A new one for an account. */
    static TokenText of(String account, Tokens tokens) {
        return new TokenText(account, tokens.next());
    }

    /** Whether a program means a token of ours. */
    static boolean looksLike(String text) {
        return text.startsWith(PREFIX);
    }

    /** Reads one; null for what is none. */
    static @Nullable TokenText parse(String text) {
        int dot = text.indexOf('.');
        if (!looksLike(text) || text.length() > LONGEST || dot < 0) {
            return null;
        }
        String secret = text.substring(dot + 1);
        String account = decoded(text.substring(PREFIX.length(), dot));
        return account == null || !Tokens.wellFormed(secret)
                ? null
                : new TokenText(account, secret);
    }

    private static @Nullable String decoded(String account) {
        try {
            byte[] id = Base64.getUrlDecoder().decode(account);
            return id.length == 0 ? null : new String(id, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** The text itself, which is shown once. */
    String shown() {
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(account.getBytes(StandardCharsets.UTF_8))
                + "."
                + secret;
    }

    /** What the account keeps of it. */
    String hash() {
        return Tokens.hash("vestibule.access-token " + account + " " + secret);
    }

    @Override
    public String toString() {
        return "TokenText[hidden]";
    }
}
