package dev.vestibule.gateway.login;

import dev.vestibule.gateway.identity.ProviderLogin;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/** What a connection can do about the user's session at its provider. */
public interface ProviderSignOut {

    /**
     * The address at which the browser ends that session; the provider sends it back to {@link
     * dev.vestibule.gateway.http.RequestTarget#LOGOUT} then.
     *
     * @param state comes back with the browser
     * @return null when the provider has no such address, or the connection leaves it alone; fails
     *     when the provider does not answer
     */
    Future<@Nullable URI> address(ProviderLogin login, String state);
}
