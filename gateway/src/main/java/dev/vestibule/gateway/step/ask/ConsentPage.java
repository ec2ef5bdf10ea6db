package dev.vestibule.gateway.step.ask;

import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

/**
 * A text that the user agrees to, or declines.
 *
 * @param text the text, or the name of the document
 * @param link where the document is; null for none
 */
public record ConsentPage(String text, @Nullable String link, Form form) implements Page {
    static final String DECISION = "decision";
    static final String AGREE = "agree";
    static final String DECLINE = "decline";

    @Override
    public String template() {
        return "ask/consent.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
