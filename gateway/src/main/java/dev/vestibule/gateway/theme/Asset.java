package dev.vestibule.gateway.theme;

import dev.vestibule.flow.theme.Picture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that pages load. Its name has a hash of its content, so that a browser may keep it for
 * ever and still gets the next version.
 *
 * @param name which one it is, for example {@code style}
 * @param file name and hash
 * @param type its media type
 */
public record Asset(String name, String file, String type, byte[] bytes) {
    /** Where assets are, on every host. */
    public static final String PATH = "/.vestibule/assets/";

    private static final int HASH = 12;

    static Asset of(String name, String type, byte[] bytes) {
        return new Asset(name, name + "-" + hash(bytes), type, bytes);
    }

    static Asset of(String name, Picture picture) {
        return of(name, picture.type(), picture.bytes());
    }

    static Asset of(String name, String type, String text) {
        return of(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The address on every host. */
    public String path() {
        return PATH + file;
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
