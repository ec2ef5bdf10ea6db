package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;

/**
 * How much an identity provider may send about one user. Text and number of values are both
 * bounded, before anything is parsed: a value of two characters takes thirty times its size as an
 * object.
 */
public final class ClaimLimits {
    /** The longest text of the claims, in bytes. */
    static final int BYTES = 64 * 1024;

    /** The largest number of values, with those inside of lists and objects. */
    static final int VALUES = 4096;

    /** The longest ID token: its claims in base64 with header and signature. */
    static final int TOKEN = 2 * BYTES;

    private ClaimLimits() {}

    /**
     * The same bytes when they are within the limits.
     *
     * @param what names the document in the failure, such as {@code the ID token}
     * @throws AuthenticationFailure when they are not
     */
    public static byte[] checked(byte[] json, String what) {
        if (json.length > BYTES) {
            throw tooLarge(what, BYTES / 1024 + " KB");
        }
        if (values(json) > VALUES) {
            throw tooLarge(what, VALUES + " values");
        }
        return json;
    }

    /**
     * The same text when it may be an ID token.
     *
     * @throws AuthenticationFailure when it is too long for one
     */
    static String checked(String token) {
        if (token.length() > TOKEN) {
            throw tooLarge("the ID token", TOKEN / 1024 + " KB");
        }
        return token;
    }

    private static AuthenticationFailure tooLarge(String what, String limit) {
        return OidcFailures.garbled(
                "%s says more than %s about one user; let the provider send fewer claims to this client",
                what, limit);
    }

    /** One for each comma and each bracket that opens, outside of strings: never too few. */
    private static int values(byte[] json) {
        int values = 1;
        boolean text = false;
        for (int at = 0; at < json.length; at++) {
            byte c = json[at];
            if (text && c == '\\') {
                at++;
            } else if (c == '"') {
                text = !text;
            } else if (!text && (c == ',' || c == '{' || c == '[')) {
                values++;
            }
        }
        return values;
    }
}
