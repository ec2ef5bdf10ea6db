package dev.vestibule.flow.connection;

import dev.vestibule.flow.schema.Section;

import java.util.Map;

/**
 * One kind of what an authenticate step can name. A new kind is a class like {@link OidcType}, and
 * a line where the kinds are listed.
 */
public interface AuthenticatorType {
    /** The values of {@code type} that choose it, each with what it is in words. */
    Map<String, String> names();

    /** Its record. */
    Class<? extends Connection> kind();

    /** Its keys, and how they become a connection. */
    Section<? extends Connection> section(CommonKeys common);
}
