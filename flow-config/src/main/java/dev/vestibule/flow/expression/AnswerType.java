package dev.vestibule.flow.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type of a value that another server answers with, as conditions see it. */
public enum AnswerType {
    BOOL(SimpleType.BOOL, "true or false") {
        @Override
        public Optional<Object> of(@Nullable Object json) {
            return json instanceof Boolean ? Optional.of(json) : Optional.empty();
        }
    },
    /** Of at most 64 bits. */
    INT(SimpleType.INT, "a whole number") {
        @Override
        public Optional<Object> of(@Nullable Object json) {
            return json instanceof Long || json instanceof Integer
                    ? Optional.of(((Number) json).longValue())
                    : Optional.empty();
        }
    },
    DOUBLE(SimpleType.DOUBLE, "a number") {
        @Override
        public Optional<Object> of(@Nullable Object json) {
            return json instanceof Long
                            || json instanceof Integer
                            || json instanceof BigInteger
                            || json instanceof Double
                    ? Optional.<Object>of(((Number) json).doubleValue())
                            .filter(number -> Double.isFinite((Double) number))
                    : Optional.empty();
        }
    },
    TEXT(SimpleType.STRING, "text") {
        @Override
        public Optional<Object> of(@Nullable Object json) {
            return json instanceof String text && text.length() <= LONGEST
                    ? Optional.of(text)
                    : Optional.empty();
        }
    },
    TEXTS(ListType.create(SimpleType.STRING), "a list of texts") {
        @Override
        public Optional<Object> of(@Nullable Object json) {
            if (!(json instanceof List<?> list) || list.size() > MOST) {
                return Optional.empty();
            }
            List<Object> texts = new ArrayList<>();
            list.forEach(item -> TEXT.of(item).ifPresent(texts::add));
            return texts.size() == list.size() ? Optional.of(List.copyOf(texts)) : Optional.empty();
        }
    };

    private static final int LONGEST = 500;
    private static final int MOST = 20;

    private final CelType type;
    private final String words;

    AnswerType(CelType type, String words) {
        this.type = type;
        this.words = words;
    }

    CelType type() {
        return type;
    }

    /** What it is, in words. */
    public String words() {
        return words;
    }

    /** The value as expressions see it; empty for one of another type, or one that is too large. */
    public abstract Optional<Object> of(@Nullable Object json);
}
