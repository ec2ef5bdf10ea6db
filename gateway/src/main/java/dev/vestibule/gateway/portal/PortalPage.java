package dev.vestibule.gateway.portal;

import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A user's applications.
 *
 * @param user name of the user
 * @param name full name of the user; null when it is not known, or the same
 * @param account whether the user has an account, and a page about it
 */
public record PortalPage(String user, @Nullable String name, boolean account, List<Tile> tiles)
        implements Page {
    public PortalPage {
        tiles = List.copyOf(tiles);
    }

    @Override
    public String template() {
        return "portal/portal.jte";
    }

    /**
     * One application.
     *
     * @param id in the configuration
     * @param href its address
     */
    public record Tile(String id, String title, String href) {}

    /**
     * The portal of a browser without a session.
     *
     * @param href where a sign-in starts; null when there is no application to sign in for
     */
    public record SignedOut(@Nullable String href) implements Page {

        @Override
        public String template() {
            return "portal/sign-in.jte";
        }
    }
}
