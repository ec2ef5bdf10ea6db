package dev.vestibule.gateway.theme;

import dev.vestibule.flow.theme.Accent;
import dev.vestibule.flow.theme.Theme;

/** The style sheet of every page: the standard rules, the theme's colour, the theme's own rules. */
final class StyleSheet {
    private StyleSheet() {}

    static String of(Theme theme) {
        return colours(theme.accent()) + Resource.text("style.css") + "\n" + theme.css();
    }

    private static String colours(Accent accent) {
        return """
        :root{--accent:%s;--on-accent:%s}
        @media (prefers-color-scheme:dark){:root{--accent:%s;--on-accent:%s}}
        """
                .formatted(accent.light(), accent.onLight(), accent.dark(), accent.onDark());
    }
}
