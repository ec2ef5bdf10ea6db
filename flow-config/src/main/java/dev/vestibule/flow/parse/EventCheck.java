package dev.vestibule.flow.parse;

import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

import java.util.Optional;

/** Finds the parts of YAML that a configuration does without. */
final class EventCheck {
    private EventCheck() {}

    /** What the event has that is not taken, in words. */
    static Optional<String> plainYaml(Event event) {
        if (event instanceof AliasEvent) {
            return Optional.of("an alias");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            return Optional.of("an anchor");
        }
        return tag(event).map(_ -> "a tag");
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }
}
