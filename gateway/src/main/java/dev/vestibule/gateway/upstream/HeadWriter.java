package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

import java.util.Arrays;

/**
 * Writes the head of a request (RFC 9112, section 3). One is enough for an event loop: its memory
 * is used for one head after the other.
 */
final class HeadWriter implements RequestHead.Fields {
    private byte[] bytes = new byte[4096];
    private int size;

    HeadWriter begin(String method, String target) {
        size = 0;
        put(method);
        put((byte) ' ');
        put(target);
        return ascii(" HTTP/1.1\r\n");
    }

    @Override
    public HeadWriter field(CharSequence name, CharSequence value) {
        put(name);
        put((byte) ':');
        put((byte) ' ');
        put(value);
        return ascii("\r\n");
    }

    void end() {
        ascii("\r\n");
    }

    /** The end of a body in chunks. */
    void lastChunk(HttpHeaders trailers) {
        size = 0;
        ascii("0\r\n");
        trailers.forEach(field -> field(field.getKey(), field.getValue()));
        end();
    }

    ByteBuf copied(ByteBufAllocator memory) {
        return memory.ioBuffer(size).writeBytes(bytes, 0, size);
    }

    private HeadWriter ascii(String text) {
        room(text.length());
        for (int at = 0; at < text.length(); at++) {
            bytes[size++] = (byte) text.charAt(at);
        }
        return this;
    }

    private void put(byte one) {
        room(1);
        bytes[size++] = one;
    }

    private void put(CharSequence text) {
        int length = text.length();
        room(length);
        if (text instanceof AsciiString raw) {
            System.arraycopy(raw.array(), raw.arrayOffset(), bytes, size, length);
            size += length;
            return;
        }
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c == '\r' || c == '\n' || c > 0xff) {
                throw new IllegalArgumentException("a character that no header can carry");
            }
            bytes[size++] = (byte) c;
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
