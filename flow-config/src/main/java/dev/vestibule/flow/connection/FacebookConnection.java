package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.theme.Picture;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** Facebook, whose user API says who the user is. */
public record FacebookConnection(OAuthClient client) implements Connection {
    @Override
    public String id() {
        return client.id();
    }

    @Override
    public String title() {
        return client.title();
    }

    @Override
    public @Nullable Picture icon() {
        return client.icon();
    }

    @Override
    public @Nullable Path ca() {
        return client.ca();
    }

    @Override
    public Provisioning provisioning() {
        return client.provisioning();
    }

    @Override
    public String subjectIssuer() {
        return client.issuer().toString();
    }
}
