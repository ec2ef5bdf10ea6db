package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The container and the object classes of a new account.
 *
 * @param people RDNs of the container, relative to the base, one of those that the service is
 *     configured with; null for the usual one
 * @param objectClasses classes beside {@code inetOrgPerson} and {@code vestibuleAccount}
 */
public record AccountTarget(@Nullable String people, List<String> objectClasses) {

    /** The usual container and classes. */
    public static final AccountTarget USUAL = new AccountTarget(null, List.of());

    public AccountTarget {
        objectClasses = List.copyOf(objectClasses);
    }
}
