package dev.vestibule.provisioning.ldap;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** As which account a directory is asked, and over which connection. */
public sealed interface BindIdentity {
    /** The server's socket on this machine; null for {@code directory.url}. */
    default @Nullable Path socket() {
        return null;
    }

    /** The account of the gateway, at {@code directory.url}. */
    record Gateway() implements BindIdentity {}

    /** Another account, with its password. */
    record Account(DirectoryConfig.Login login, @Nullable Path socket) implements BindIdentity {}

    /**
     * The user of this process, as the server's socket tells it: SASL EXTERNAL (RFC 4422, appendix
     * A), without a password.
     */
    record LocalUser(Path socket) implements BindIdentity {}

    /** No account at all, at {@code directory.url}. */
    record Anonymous() implements BindIdentity {}
}
