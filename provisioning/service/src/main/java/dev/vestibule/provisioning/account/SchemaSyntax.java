package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.util.StaticUtils;

import dev.vestibule.provisioning.ldap.SchemaCache;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Writes what identity providers say in the syntaxes of RFC 4517, as the directory's schema names
 * them, or the standard schema where that cannot be read. Values of other syntaxes stay as they
 * are: the directory itself says what it does not take.
 */
record SchemaSyntax(SchemaCache known) {
    private static final String SYNTAX = "1.3.6.1.4.1.1466.115.121.1.";

    /** RFC 4517, section 3.2, {@code PrintableString}. */
    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9'()+,./:?= -]+");

    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern NUMERIC = Pattern.compile("[0-9 ]+");

    /** RFC 3966, section 3: parameters follow a semicolon. */
    private static final Pattern EXTENSION = Pattern.compile("(?i);ext=([0-9().-]+)(?=;|$)");

    private static final Pattern PARAMETERS = Pattern.compile(";.*", Pattern.DOTALL);
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    /** RFC 4517, section 3.3.28: a backslash begins the escape of a dollar sign or of itself. */
    private static final Pattern BARE_BACKSLASH = Pattern.compile("\\\\(?!24|5[Cc])");

    /**
     * The values in the syntax of the attribute. A value that has no form in that syntax is not
     * among them.
     */
    List<String> written(String attribute, List<String> values) {
        Schema schema = defining(attribute);
        var type = schema == null ? null : schema.getAttributeType(attribute);
        if (schema == null || type == null) {
            return values;
        }
        String syntax = type.getBaseSyntaxOID(schema);
        List<String> written = syntax == null ? values : converted(syntax, values);
        // It is not known which of several values to use.
        return type.isSingleValued() && written.size() > 1 ? List.of() : written;
    }

    private static List<String> converted(String syntax, List<String> values) {
        return values.stream()
                .map(value -> written(syntax, value))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }

    /** The directory's schema or the standard one, whichever knows the attribute. */
    private @Nullable Schema defining(String attribute) {
        Schema schema = known.schema();
        if (schema != null && schema.getAttributeType(attribute) != null) {
            return schema;
        }
        try {
            return Schema.getDefaultStandardSchema();
        } catch (LDAPException unreadable) {
            throw new IllegalStateException("the library has no standard schema", unreadable);
        }
    }

    private static @Nullable String written(String syntax, String value) {
        if (!syntax.startsWith(SYNTAX)) {
            return value;
        }
        return switch (syntax.substring(SYNTAX.length())) {
            case "7" -> truth(value);
            case "11" -> only(COUNTRY, value);
            case "12" -> DN.isValidDN(value) ? value : null;
            case "22", "50" -> telephone(value);
            case "24" -> time(value);
            case "26" -> StandardCharsets.US_ASCII.newEncoder().canEncode(value) ? value : null;
            case "27" -> only(INTEGER, value);
            case "36" -> only(NUMERIC, value);
            case "41" -> postal(value);
            case "44" -> only(PRINTABLE, value);
            default -> value;
        };
    }

    private static @Nullable String only(Pattern form, String value) {
        return form.matcher(value).matches() ? value : null;
    }

    /** RFC 4517, section 3.3.3, {@code Boolean}. */
    private static @Nullable String truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "TRUE";
            case "false", "0" -> "FALSE";
            default -> null;
        };
    }

    /**
     * RFC 4517, section 3.3.31, {@code Telephone Number}. OpenID Connect Core, section 5.1, has
     * numbers as RFC 3966 writes them, with {@code ;ext=} before an extension.
     */
    private static @Nullable String telephone(String value) {
        String number = value.regionMatches(true, 0, "tel:", 0, 4) ? value.substring(4) : value;
        String extended = EXTENSION.matcher(number).replaceFirst(" ext. $1");
        String written = PARAMETERS.matcher(extended).replaceFirst("").strip();
        return only(PRINTABLE, written);
    }

    /** RFC 4517, section 3.3.13, {@code Generalized Time}; RFC 3339 times are converted. */
    private static @Nullable String time(String value) {
        try {
            return StaticUtils.encodeGeneralizedTime(
                    OffsetDateTime.parse(value).toInstant().toEpochMilli());
        } catch (DateTimeException otherForm) {
            return isGeneralizedTime(value) ? value : null;
        }
    }

    private static boolean isGeneralizedTime(String value) {
        try {
            StaticUtils.decodeGeneralizedTime(value);
            return true;
        } catch (ParseException notATime) {
            return false;
        }
    }

    /**
     * RFC 4517, section 3.3.28, {@code Postal Address}: lines with a dollar sign between them.
     * OpenID Connect Core, section 5.1.1, has line breaks between lines. A value without them may
     * be in the directory's form already.
     */
    private static String postal(String value) {
        boolean text = LINE_BREAK.matcher(value).find() || BARE_BACKSLASH.matcher(value).find();
        if (!text) {
            return value;
        }
        String escaped = value.strip().replace("\\", "\\5C").replace("$", "\\24");
        return LINE_BREAK.matcher(escaped).replaceAll("\\$");
    }
}
