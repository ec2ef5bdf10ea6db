package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.theme.Picture;

import org.jspecify.annotations.Nullable;

/** Our configured relationship with one identity provider. Each kind has a record of its own. */
public interface Connection {
    /** The id in the YAML. */
    String id();

    /** The name that users see when they choose. */
    String title();

    /** The picture beside the title; null for a letter. */
    default @Nullable Picture icon() {
        return null;
    }

    /** Whether and how its users get accounts. */
    Provisioning provisioning();

    /** Who issues its subjects: with the subject the key of an account link. */
    String subjectIssuer();

    /** Whether it is an issuer of its subjects. */
    default boolean issues(String issuer) {
        return subjectIssuer().equals(issuer);
    }
}
