package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;

/** Our configured relationship with one identity provider. Each kind has a record of its own. */
public interface Connection {
    /** The id in the YAML. */
    String id();

    /** The name that users see when they choose. */
    String title();

    /** Whether and how its users get accounts. */
    Provisioning provisioning();

    /** Who issues its subjects: with the subject the key of an account link. */
    String subjectIssuer();
}
