package dev.vestibule.gateway.webhook;

import dev.vestibule.provisioning.file.PrivateFiles;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Files of JSON lines that only their owner can read or write. */
final class JsonLines {
    private JsonLines() {}

    /** The whole lines; a process that died may have left half of one. */
    static List<JsonObject> of(Path file) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                lines.add(new JsonObject(line));
            } catch (DecodeException halfALine) {
                continue;
            }
        }
        return lines;
    }

    static void append(FileChannel file, JsonObject line) throws IOException {
        byte[] bytes = (line.encode() + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long position = file.size();
        while (buffer.hasRemaining()) {
            position += file.write(buffer, position);
        }
    }

    static FileChannel open(Path file) throws IOException {
        return PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
