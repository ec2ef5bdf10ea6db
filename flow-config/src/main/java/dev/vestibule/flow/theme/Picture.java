package dev.vestibule.flow.theme;

import java.util.Base64;

/**
 * A picture.
 *
 * @param type its media type
 * @param base64 its bytes; as text, so that equal pictures are equal
 */
public record Picture(String type, String base64) {

    /** The bytes. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }

    /** Without the bytes. */
    @Override
    public String toString() {
        return "Picture[" + type + ", " + Integer.toHexString(base64.hashCode()) + "]";
    }
}
