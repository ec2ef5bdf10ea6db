package dev.vestibule.flow.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;

import java.util.EnumSet;
import java.util.Set;

/** What an expression has to result in; what is only known at run time passes the compiler. */
public enum ResultKind {
    CONDITION("true or false", EnumSet.of(CelKind.BOOL), false),
    TEXT("text", EnumSet.of(CelKind.STRING), false),
    TEXTS("text or a list of texts", EnumSet.of(CelKind.STRING), true),
    VALUES(
            "text, a number, true or false, a time, or a list of these",
            EnumSet.of(
                    CelKind.STRING,
                    CelKind.INT,
                    CelKind.UINT,
                    CelKind.DOUBLE,
                    CelKind.BOOL,
                    CelKind.TIMESTAMP),
            true);

    private final String words;
    private final Set<CelKind> kinds;
    private final boolean lists;

    ResultKind(String words, Set<CelKind> kinds, boolean lists) {
        this.words = words;
        this.kinds = kinds;
        this.lists = lists;
    }

    /** What is allowed, in words. */
    public String words() {
        return words;
    }

    String remedy() {
        return switch (this) {
            case CONDITION -> "Compare it with something, for example with ==.";
            case TEXT -> "Select one value, or convert it to text with string(…).";
            case TEXTS, VALUES -> "Select single values from it.";
        };
    }

    boolean accepts(CelType type) {
        if (lists && type instanceof ListType list) {
            return scalar(list.elemType());
        }
        return scalar(type);
    }

    private boolean scalar(CelType type) {
        return type.kind() == CelKind.DYN || kinds.contains(type.kind());
    }
}
