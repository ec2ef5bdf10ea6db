package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step has more than one option.
 *
 * @param app the name of the app that the user is on the way to, or null
 */
public record ChooserPage(@Nullable String app, List<Option> options) implements Page {
    public ChooserPage {
        options = List.copyOf(options);
    }

    @Override
    public String template() {
        return "authenticate/chooser.jte";
    }

    /**
     * One option.
     *
     * @param href path and query on this host
     */
    public record Option(String title, String href) {}
}
