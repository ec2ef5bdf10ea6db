package dev.vestibule.flow.theme;

import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Findings;

import java.util.Set;

/**
 * Compares a theme with the pages.
 *
 * @param known the keys of every text that the pages have; empty when they are not known here
 */
public record ThemeCheck(Theme theme, Set<String> known, Findings findings) {

    /** Warns of texts that no page shows. */
    public void check() {
        if (!known.isEmpty()) {
            theme.texts()
                    .forEach((language, texts) ->
                            texts.keySet().stream()
                                    .filter(key -> !known.contains(key))
                                    .forEach(key -> unknown(language, key)));
        }
    }

    private void unknown(String language, String key) {
        findings.warning(
                "theme.texts",
                "the key " + key + " in messages_" + language + ".properties, which no page has",
                "the keys of docs/texts.md",
                Nearest.remedy(key, known, "Remove the line."));
    }
}
