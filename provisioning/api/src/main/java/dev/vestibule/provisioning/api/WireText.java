package dev.vestibule.provisioning.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.nio.charset.StandardCharsets;

/** JSON as a length and its UTF-8 bytes. */
final class WireText {
    private WireText() {}

    static void append(Buffer wire, JsonObject json) {
        byte[] bytes = escapeLoneSurrogates(json.encode()).getBytes(StandardCharsets.UTF_8);
        wire.appendInt(bytes.length).appendBytes(bytes);
    }

    static JsonObject read(String type, int position, Buffer wire) {
        int start = position + Integer.BYTES;
        if (wire.length() < start || wire.getInt(position) > wire.length() - start) {
            throw new WireFormatException(type + ": the message is cut off");
        }
        try {
            return new JsonObject(wire.getString(start, start + wire.getInt(position)));
        } catch (DecodeException | IndexOutOfBoundsException e) {
            throw new WireFormatException(type + ": the message is not a JSON object");
        }
    }

    /** UTF-8 has no form for half a surrogate pair: as bytes it would silently become a "?". */
    private static String escapeLoneSurrogates(String json) {
        if (json.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints()
                .forEach(point -> {
                    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                        escaped.append(String.format("\\u%04x", point));
                    } else {
                        escaped.appendCodePoint(point);
                    }
                });
        return escaped.toString();
    }
}
