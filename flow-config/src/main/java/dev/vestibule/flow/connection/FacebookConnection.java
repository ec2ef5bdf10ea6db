package dev.vestibule.flow.connection;

/** Facebook, whose user API says who the user is. */
public record FacebookConnection(OAuthClient client) implements OAuthConnection {}
