package dev.vestibule.provisioning.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;

import java.util.function.Function;

/**
 * Passes a record as it is within one process, and as JSON with a {@code type} between nodes.
 * Unknown fields are ignored, so that nodes of neighbouring versions understand each other.
 */
final class RecordCodec<R> implements MessageCodec<R, R> {
    private final String type;
    private final Function<R, JsonObject> encode;
    private final Function<WireObject, R> decode;

    RecordCodec(String type, Function<R, JsonObject> encode, Function<WireObject, R> decode) {
        this.type = type;
        this.encode = encode;
        this.decode = decode;
    }

    @Override
    public void encodeToWire(Buffer wire, R message) {
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
