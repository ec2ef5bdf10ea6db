package dev.vestibule.gateway.factor;

import dev.vestibule.gateway.http.Page;

/** A page of a factor: its own fields, with the prompt around them. */
public interface FactorPage extends Page {

    /** What is around the page's own fields. */
    FactorPrompt prompt();

    @Override
    default boolean leadsElsewhere() {
        return true;
    }

    @Override
    default int retryAfter() {
        return prompt().seconds();
    }
}
