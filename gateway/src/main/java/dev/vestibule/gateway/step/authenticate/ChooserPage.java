package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step has more than one option.
 *
 * @param app the title of the app that the user is on the way to, or null
 * @param enrols whether the user chooses what to set up
 */
public record ChooserPage(@Nullable String app, List<Option> options, boolean enrols)
        implements Page {
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
     * @param title of a connection; null for a factor, whose name is translated
     * @param href path and query on this host
     * @param last whether this browser has chosen it the last time
     */
    public record Option(String id, @Nullable String title, String href, boolean last) {
        /** The key of a factor's name. */
        public String text() {
            return "factor." + id;
        }
    }
}
