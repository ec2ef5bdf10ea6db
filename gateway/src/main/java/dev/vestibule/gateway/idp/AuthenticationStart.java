package dev.vestibule.gateway.idp;

import java.net.URI;

/**
 * The begun trip to an identity provider.
 *
 * @param redirect where the browser goes; of no use afterwards
 * @param trip what is remembered
 */
public record AuthenticationStart(URI redirect, AuthenticationTrip trip) {

    @Override
    public String toString() {
        return "AuthenticationStart[hidden]";
    }
}
