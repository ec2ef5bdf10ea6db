package dev.vestibule.flow.parse;

import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;

import java.util.Map;
import java.util.Optional;

/** What every reader needs: where problems go, where references lead, what may be shown. */
record Reading(Problems problems, References references, Map<String, SourceText> sources) {

    /** Whether every file could be read, so that what is missing is really missing. */
    boolean isComplete() {
        return sources.values().stream().allMatch(SourceText::isReadable);
    }

    /** The value with its reference resolved; empty when that fails, and a problem says why. */
    Optional<String> resolved(Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return Optional.of(scalar.text());
        }
        try {
            return Optional.of(references.resolve(scalar.text()));
        } catch (References.Unresolved failed) {
            problems.error(
                    scalar.place(),
                    failed.found(),
                    "a value, or a reference to one that exists",
                    failed.remedy());
            return Optional.empty();
        }
    }

    /** The same for a secret, which may have a placeholder. */
    Optional<String> secret(Scalar scalar) {
        try {
            return Optional.of(references.resolve(scalar.text()));
        } catch (References.Unresolved failed) {
            String standIn = references.standIn(scalar.place().path());
            return standIn == null ? resolved(scalar) : Optional.of(standIn);
        }
    }

    /** Notes that this value is no secret. */
    void show(Scalar scalar) {
        SourceText source = sources.get(scalar.place().file());
        if (source != null) {
            source.show(scalar.span());
        }
    }

    void wrongKind(YamlNode node, String allowed) {
        problems.error(node.place(), node.kind(), allowed, "Write that, or remove the key.");
    }

    /** The place of a line and column inside a value, as far as it is known. */
    Place inside(Scalar scalar, int line, int column) {
        Place place = scalar.place();
        return switch (scalar.span().form()) {
            case EXACT -> place.moved(place.line(), place.column() + column);
            case QUOTED -> place.moved(place.line(), place.column() + 1 + column);
            case BLOCK -> {
                SourceText source = sources.get(place.file());
                int indent = source == null ? 0 : source.indentBelow(scalar.span().fromLine());
                yield place.moved(place.line() + line, indent + column + 1);
            }
            case CHANGED -> place;
        };
    }
}
