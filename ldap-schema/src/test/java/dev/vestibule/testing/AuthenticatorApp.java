package dev.vestibule.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app on the user's phone (RFC 6238, SHA-1, six digits). */
public record AuthenticatorApp(byte[] key) {
    private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">([A-Z2-7 ]+)<");
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /**
     * The user types the secret of the page into the app.
     *
     * @param page the HTML of the page that sets the factor up
     */
    public static AuthenticatorApp setUp(String page) {
        return new AuthenticatorApp(decoded(secret(page)));
    }

    /** The secret as the page shows it, without spaces. */
    public static String secret(String page) {
        Matcher found = SECRET.matcher(page);
        if (!found.find()) {
            String title = page.replaceAll("(?s).*<title>(.*?)</title>.*", "$1");
            throw new AssertionError("no secret on the page: " + title);
        }
        return found.group(1).replace(" ", "");
    }

    /** What the app shows. */
    public String code(Instant time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(8).putLong(time.getEpochSecond() / 30).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }

    private static byte[] decoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        long bits = 0;
        int held = 0;
        for (char each : text.toCharArray()) {
            bits = bits << 5 | BASE32.indexOf(each);
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes.put((byte) (bits >> held));
            }
        }
        return bytes.array();
    }
}
