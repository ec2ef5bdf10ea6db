package dev.vestibule.demo.app;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the sample application shows.
 *
 * @param area the part of the application that was asked for
 * @param user the account name that the gateway vouches for, null without one
 * @param entry null when there is none or it could not be read, and then the note says which
 * @param mailbox the path of the page with the gateway's mails; null where there is none
 */
public record AppPage(
        Area area,
        @Nullable String user,
        String greeting,
        List<NamedValues> headers,
        @Nullable PersonEntry entry,
        String entryNote,
        String searchLine,
        @Nullable String mailbox) {

    public AppPage {
        headers = List.copyOf(headers);
    }
}
