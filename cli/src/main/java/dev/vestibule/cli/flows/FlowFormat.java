package dev.vestibule.cli.flows;

import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.function.Supplier;

/** How a command prints. */
enum FlowFormat {
    /** For users. */
    HUMAN,
    /** The same, by the name that other commands have for it. */
    TEXT,
    /** One object for programs. */
    JSON;

    /** What is printed. */
    String of(Supplier<String> text, Supplier<Map<String, Object>> object) {
        return switch (this) {
            case HUMAN, TEXT -> text.get();
            case JSON -> new JsonObject(object.get()).encodePrettily() + "\n";
        };
    }
}
