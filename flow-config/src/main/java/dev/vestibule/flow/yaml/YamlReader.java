package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;
import dev.vestibule.flow.yaml.YamlNode.Sequence;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one file into nodes that know their place. Takes the plain part of YAML only: one document
 * without anchors, aliases and tags, which are not needed here and hide what a file says.
 */
public final class YamlReader {
    /** Characters of one file. */
    static final int LONGEST = 1_000_000;

    private static final int DEEPEST = 20;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final String file;
    private final SourceText source;
    private final Problems problems;
    private final Iterator<Event> events;

    private YamlReader(String file, String text, SourceText source, Problems problems) {
        this.file = file;
        this.source = source;
        this.problems = problems;
        LoadSettings settings =
                LoadSettings.builder().setUseMarks(true).setCodePointLimit(LONGEST).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The file's content, or empty when it has none or cannot be read; then a problem says why. */
    static Optional<YamlNode> read(String file, String text, SourceText source, Problems problems) {
        Place start = new Place(file, 1, 1, "");
        if (text.length() > LONGEST) {
            source.unreadable();
            problems.error(
                    start,
                    "a file of " + text.length() + " characters",
                    "at most " + LONGEST + " characters",
                    "Split the file: all files of the folder are read as one.");
            return Optional.empty();
        }
        try {
            return new YamlReader(file, text, source, problems).document();
        } catch (Refused refused) {
            source.unreadable();
            new SyntaxMistakes(new Lines(source.lines()))
                    .begins(refused.place.line() - 1)
                    .ifPresentOrElse(
                            mistake -> mistake.report(problems, refused.place),
                            () ->
                                    problems.error(
                                            refused.place,
                                            refused.found,
                                            refused.allowed,
                                            "Write the value itself."));
        } catch (MarkedYamlEngineException malformed) {
            source.unreadable();
            Place place = malformed.getProblemMark().map(mark -> at(file, mark, "")).orElse(start);
            new SyntaxMistakes(new Lines(source.lines()))
                    .explain(malformed)
                    .ifPresentOrElse(
                            mistake -> mistake.report(problems, start),
                            () -> unreadable(problems, place, malformed.getProblem()));
        } catch (YamlEngineException malformed) {
            source.unreadable();
            Place strange = StrayMarks.notAllowed(text, start);
            unreadable(problems, strange, "a character that YAML does not allow");
        }
        return Optional.empty();
    }

    private static void unreadable(Problems problems, Place place, String reason) {
        problems.error(
                place,
                "no readable YAML: " + reason,
                "YAML 1.2",
                "Check the indentation, the quotes and the colons in this line and above it.");
    }

    private Optional<YamlNode> document() {
        events.next();
        Event first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            return Optional.empty();
        }
        YamlNode root = node(events.next(), new Place(file, 1, 1, ""), 0);
        events.next();
        Event last = events.next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw refused(last, "", "a second document", "one document in a file");
        }
        return root instanceof Scalar scalar && scalar.isNothing()
                ? Optional.empty()
                : Optional.of(root);
    }

    /** The node that begins with this event; {@code parent} has its path. */
    private YamlNode node(Event event, Place parent, int depth) {
        Place place = at(file, Span.mark(event.getStartMark()), parent.path());
        extra(event)
                .ifPresent(found -> {
                    throw refused(event, place.path(), found, "plain keys, lists and values");
                });
        if (depth > DEEPEST) {
            throw refused(event, "", "more than " + DEEPEST + " levels", "fewer levels");
        }
        Place start = parent.line() < place.line() ? parent : place;
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, place);
            case SequenceStartEvent _ -> sequence(start, depth);
            case MappingStartEvent _ -> mapping(start, depth);
            default -> throw refused(event, place.path(), "an alias", "the value itself");
        };
    }

    private Scalar scalar(ScalarEvent event, Place place) {
        Span span = Span.of(event);
        source.add(span);
        if (!Masks.namesSecret(place.path()) && !Masks.looksSecret(event.getValue())) {
            source.show(span);
        }
        return new Scalar(place, event.getValue(), event.isPlain(), span);
    }

    private Sequence sequence(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event next = events.next();
                next.getEventId() != Event.ID.SequenceEnd;
                next = events.next()) {
            String path = place.path() + "[" + items.size() + "]";
            items.add(node(next, at(file, Span.mark(next.getStartMark()), path), depth + 1));
        }
        return new Sequence(place, items);
    }

    private Mapping mapping(Place place, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event next = events.next();
                next.getEventId() != Event.ID.MappingEnd;
                next = events.next()) {
            String key = key(next, place);
            Place keyPlace =
                    at(file, Span.mark(next.getStartMark()), place.below(word(key)).path());
            Entry entry = new Entry(keyPlace, node(events.next(), keyPlace, depth + 1));
            Entry before = entries.putIfAbsent(key, entry);
            if (before != null) {
                twice(problems, entry, before, key);
            }
        }
        return new Mapping(place, entries);
    }

    /** Reports a key that is there already. */
    static void twice(Problems problems, Entry entry, Entry before, String key) {
        problems.error(
                entry.key(),
                "the key " + word(key) + " a second time; the first is in " + before.key(),
                "each key once",
                "Remove one of the two, or give it another name.");
    }

    private String key(Event event, Place mapping) {
        if (!(event instanceof ScalarEvent scalar)) {
            throw refused(event, mapping.path(), "a key that is no text", "text as key");
        }
        extra(event)
                .ifPresent(found -> {
                    throw refused(event, mapping.path(), found, "plain keys");
                });
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            throw refused(event, mapping.path(), "a merge key", "every key directly in its place");
        }
        Span span = Span.of(scalar);
        source.add(span);
        if (isWord(scalar.getValue())) {
            source.show(span);
        }
        return scalar.getValue();
    }

    /** Whether this can be shown as a key; anything else could be a value at the wrong place. */
    public static boolean isWord(String key) {
        return WORD.matcher(key).matches();
    }

    static String word(String key) {
        return isWord(key) ? key : "?";
    }

    /** What the event has that is not taken, in words. */
    private static Optional<String> extra(Event event) {
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

    private Refused refused(Event event, String path, String found, String allowed) {
        return new Refused(at(file, Span.mark(event.getStartMark()), path), found, allowed);
    }

    private static Place at(String file, Mark mark, String path) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, path);
    }
}
