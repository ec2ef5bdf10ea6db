package dev.vestibule.gateway.idp;

import java.net.URI;

/**
 * A started redirect to an identity provider.
 *
 * @param redirect where the browser goes; not needed afterwards
 * @param trip what is remembered
 */
public record AuthenticationStart(URI redirect, AuthenticationTrip trip) {

    @Override
    public String toString() {
        return "AuthenticationStart[hidden]";
    }
}
