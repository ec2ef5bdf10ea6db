package dev.vestibule.flow.connection;

/** GitHub, whose user API says who the user is. */
public record GithubConnection(OAuthClient client) implements OAuthConnection {}
