package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.theme.Picture;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

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

    /** PEM file with the authorities of its certificates; null for those of the Java runtime. */
    default @Nullable Path ca() {
        return null;
    }

    /** Whether and how its users get accounts. */
    Provisioning provisioning();

    /** Who issues its subjects: with the subject the key of an account link. */
    String subjectIssuer();

    /** Whether its provider can confirm a new sign-in, or say when and how the user signed in. */
    default boolean provesAnew() {
        return true;
    }

    /** Whether it is an issuer of its subjects. */
    default boolean issues(String issuer) {
        return subjectIssuer().equals(issuer);
    }
}
