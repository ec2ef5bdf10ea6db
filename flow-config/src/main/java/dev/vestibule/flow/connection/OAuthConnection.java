package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.theme.Picture;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** A connection to a provider that has OAuth 2.0 without OpenID Connect. */
interface OAuthConnection extends Connection {
    /** Our client there. */
    OAuthClient client();

    @Override
    default String id() {
        return client().id();
    }

    @Override
    default String title() {
        return client().title();
    }

    @Override
    default @Nullable Picture icon() {
        return client().icon();
    }

    @Override
    default @Nullable Path ca() {
        return client().ca();
    }

    @Override
    default Provisioning provisioning() {
        return client().provisioning();
    }

    @Override
    default boolean provesAnew() {
        return false;
    }

    @Override
    default String subjectIssuer() {
        return client().issuer().toString();
    }
}
