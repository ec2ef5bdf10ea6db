package dev.vestibule.flow.yaml;

/** The brackets of one line, outside of quotes. */
final class Brackets {
    private final StringBuilder open = new StringBuilder();
    private int end = -1;

    Brackets(String text) {
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            if (quote != 0) {
                quote = here == quote ? 0 : quote;
            } else if (here == '"' || here == '\'') {
                quote = here;
            } else {
                bracket(here, at);
            }
        }
    }

    private void bracket(char here, int at) {
        switch (here) {
            case '[' -> open.insert(0, ']');
            case '{' -> open.insert(0, '}');
            case ']', '}' -> {
                if (!open.isEmpty() && open.charAt(0) == here) {
                    open.deleteCharAt(0);
                }
                if (open.isEmpty() && end < 0) {
                    end = at;
                }
            }
            default -> {}
        }
    }

    /** Where the first bracket is closed; -1 when it is not. */
    int end() {
        return end;
    }

    /** The brackets that would close all that are open. */
    String missing() {
        return open.toString();
    }
}
