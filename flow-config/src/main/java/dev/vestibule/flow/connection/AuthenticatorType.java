package dev.vestibule.flow.connection;

import dev.vestibule.flow.schema.Section;

import java.util.Map;
import java.util.function.Function;

/**
 * One kind of what an authenticate step can name. A new kind is a record and a class like {@link
 * OidcType}, and a line where the kinds are listed.
 *
 * @param names the values of {@code type} that choose it, each with what it is in words
 * @param kind its record
 * @param section its keys, and how they become a connection
 */
public record AuthenticatorType(
        Map<String, String> names,
        Class<? extends Connection> kind,
        Function<CommonKeys, Section<? extends Connection>> section) {}
