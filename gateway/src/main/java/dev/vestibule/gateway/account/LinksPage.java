package dev.vestibule.gateway.account;

import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The identities that a user's account is linked to.
 *
 * @param done the change that was made just now, null if there was none
 * @param confirm what the user must send before changing anything, null if that is not needed
 * @param options further identities to link, by the title of their connection
 */
public record LinksPage(
        String user,
        @Nullable Done done,
        List<LinkedIdentity> links,
        @Nullable Form confirm,
        Map<String, Form> options)
        implements Page {
    public LinksPage {
        links = List.copyOf(links);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public String template() {
        return "account/links.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /** The texts are {@code links.done.<name>} of the resource bundle. */
    public enum Done {
        LINKED,
        REMOVED,
        CONFIRMED
    }

    /**
     * One of an account's links, without the provider's name for the user.
     *
     * @param title of the connection, null when no connection has the issuer any more
     * @param since when it was linked, null when that is not known
     * @param current whether the user has signed in with it
     * @param remove the form that removes it, null if that is not offered
     */
    public record LinkedIdentity(
            @Nullable String title,
            @Nullable Instant since,
            boolean current,
            @Nullable Form remove) {}
}
