package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.problem.Problems;
import dev.vestibule.flow.yaml.References;
import dev.vestibule.flow.yaml.SourceText;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.Map;
import java.util.Optional;

/**
 * What reading a value needs.
 *
 * @param problems where findings go
 * @param references where {@code ${env:NAME}} and {@code ${file:PATH}} lead
 * @param sources the texts, which show only what has been read as no secret
 * @param scope what expressions may name
 * @param names the ids that the files have
 * @param id the id above the value, in the sections whose keys the editor names
 */
public record ParseContext(
        Problems problems,
        References references,
        Map<String, SourceText> sources,
        ExpressionCompiler compiler,
        Scope scope,
        Names names,
        String id) {

    /** The same, where expressions may name something else. */
    public ParseContext in(Scope other) {
        return new ParseContext(problems, references, sources, compiler, other, names, id);
    }

    /** The same below an id. */
    public ParseContext under(String name) {
        return new ParseContext(problems, references, sources, compiler, scope, names, name);
    }

    /** The same for what is not written, or of an unknown kind: nothing is reported. */
    public ParseContext silent() {
        return new ParseContext(new Problems(), references, Map.of(), compiler, scope, names, id);
    }

    /** Whether every file could be read, so that what is missing is really missing. */
    public boolean isComplete() {
        return sources.values().stream().allMatch(SourceText::isReadable);
    }

    /** Reports what keeps the configuration from going live. */
    public void error(Place place, String found, String allowed, String remedy) {
        problems.error(place, found, allowed, remedy);
    }

    /** Reports what is probably not meant. */
    void warning(Place place, String found, String allowed, String remedy) {
        problems.warning(place, found, allowed, remedy);
    }

    /** Reports a list or a single value where keys are taken. */
    public void wrongKind(YamlNode node, String allowed) {
        wrongKind(node, allowed, Kind.KEYS);
    }

    void wrongKind(YamlNode node, String allowed, Kind expected) {
        error(node.place(), node.kind(), allowed, expected.remedy(node));
    }

    /** The line with another text for the value; only the text where that is not possible. */
    public String rewritten(Scalar scalar, String text) {
        return Optional.ofNullable(sources.get(scalar.place().file()))
                .flatMap(source -> source.rewritten(scalar.span(), text))
                .orElse(text);
    }

    /** The value with its reference resolved; empty when that fails, and a problem says why. */
    Optional<String> resolved(Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return Optional.of(scalar.text());
        }
        try {
            return Optional.of(references.resolve(scalar.text()));
        } catch (InvalidValue failed) {
            if (references.optional() && References.isReference(scalar.text())) {
                problems.unknown(scalar.place());
                return Optional.empty();
            }
            error(
                    scalar.place(),
                    String.valueOf(failed.getMessage()),
                    "a value, or a reference to one that exists",
                    failed.remedy());
            return Optional.empty();
        }
    }

    /** The same for a secret, which may have a placeholder. */
    Optional<String> secret(Scalar scalar) {
        try {
            return Optional.of(references.resolve(scalar.text()));
        } catch (InvalidValue failed) {
            String standIn = references.standIn(scalar.place().path());
            return standIn == null ? resolved(scalar) : Optional.of(standIn);
        }
    }

    /** Notes that this value is no secret. */
    public void show(Scalar scalar) {
        SourceText source = sources.get(scalar.place().file());
        if (source != null) {
            source.show(scalar.span());
        }
    }

    /**
     * Compiles an expression that the configuration leaves out.
     *
     * @param place of what would have it
     */
    public Expression usual(String source, ResultKind result, Place place) {
        return new ExpressionType(result).read(Scalar.unwritten(place, source), this);
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
