package dev.vestibule.provisioning.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

import org.jspecify.annotations.Nullable;

/**
 * The one codec of the bus. Within a process a message is handed over as it is, since records do
 * not change; between processes it is JSON, sealed with the {@link BusKey}.
 */
final class MessageWire implements MessageCodec<Object, Object> {
    static final String NAME = "vestibule";

    private final MessageJson json;
    private final @Nullable BusKey key;

    /**
     * @param key null for a bus that never leaves its process
     */
    MessageWire(MessageJson json, @Nullable BusKey key) {
        this.json = json;
        this.key = key;
    }

    @Override
    public void encodeToWire(Buffer wire, Object message) {
        byte[] sealed = key().seal(json.encode(message));
        wire.appendInt(sealed.length).appendBytes(sealed);
    }

    @Override
    public Object decodeFromWire(int position, Buffer wire) {
        int start = position + Integer.BYTES;
        if (wire.length() < start || wire.getInt(position) != wire.length() - start) {
            throw new WireFormatException("the message is cut off");
        }
        return json.decode(key().open(wire.getBytes(start, wire.length())));
    }

    private BusKey key() {
        if (key == null) {
            throw new WireFormatException("a message leaves its process with a bus key only");
        }
        return key;
    }

    @Override
    public Object transform(Object message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
