package dev.vestibule.provisioning.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Passes a record as it is within one process, and as JSON with a {@code type} between nodes.
 * Unknown fields are ignored, so that nodes of neighbouring versions understand each other.
 */
final class RecordCodec<R> implements MessageCodec<R, R> {
    private final String type;
    private final Function<R, JsonObject> encode;
    private final Function<WireObject, R> decode;
    private final Predicate<R> kept;

    RecordCodec(String type, Function<R, JsonObject> encode, Function<WireObject, R> decode) {
        this(type, encode, decode, _ -> false);
    }

    private RecordCodec(
            String type,
            Function<R, JsonObject> encode,
            Function<WireObject, R> decode,
            Predicate<R> kept) {
        this.type = type;
        this.encode = encode;
        this.decode = decode;
        this.kept = kept;
    }

    /** The same, but messages with a typed password stay in their process. */
    RecordCodec<R> keeping(Predicate<R> withPassword) {
        return new RecordCodec<>(type, encode, decode, withPassword);
    }

    @Override
    public void encodeToWire(Buffer wire, R message) {
        if (kept.test(message)) {
            throw new WireFormatException(
                    type
                            + ": a typed password leaves its process over an encrypted event bus only");
        }
        WireText.append(wire, encode.apply(message).put("type", type));
    }

    @Override
    public R decodeFromWire(int position, Buffer wire) {
        JsonObject json = WireText.read(type, position, wire);
        if (!type.equals(json.getValue("type"))) {
            throw new WireFormatException(type + ": the message has another type");
        }
        return decode.apply(new WireObject(type, json));
    }

    @Override
    public R transform(R message) {
        return message;
    }

    @Override
    public String name() {
        return "vestibule." + type;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
