package dev.vestibule.flow.app;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an app gets the identity of the user.
 *
 * @param presets families of header fields with fixed names
 * @param headers the value of each further field, by its name as the YAML writes it
 * @param groups how several values make one field
 * @param assertion null for none
 * @param basic null for none
 */
public record AppIdentity(
        Set<HeaderPreset> presets,
        Map<String, Expression> headers,
        GroupForm groups,
        @Nullable AssertionForm assertion,
        @Nullable Basic basic) {
    /** The preset that is used where the YAML names none. */
    public static final AppIdentity STANDARD =
            new AppIdentity(
                    Set.of(HeaderPreset.X_FORWARDED), Map.of(), GroupForm.STANDARD, null, null);

    public AppIdentity {
        presets = Set.copyOf(presets);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Whether any field is one that the configuration describes, beyond presets as they are. */
    public boolean isOwn() {
        return !headers.isEmpty() || basic != null || !groups.equals(GroupForm.STANDARD);
    }

    /** The names of header fields with which the configuration tells the app who is asking. */
    public Stream<String> names() {
        return Stream.concat(
                headers.keySet().stream(), Stream.ofNullable(assertion).map(AssertionForm::header));
    }

    Stream<Expression> expressions() {
        return Stream.concat(
                headers.values().stream(), Stream.ofNullable(basic).map(Basic::username));
    }

    /** Families of identity headers. */
    public enum HeaderPreset {
        X_FORWARDED("x-forwarded-"),
        REMOTE("remote-"),
        X_AUTH_REQUEST("x-auth-request-");

        private static final List<String> FIELDS =
                List.of("user", "preferred-username", "name", "email", "groups", "acr", "amr");

        private final String prefix;

        HeaderPreset(String prefix) {
            this.prefix = prefix;
        }

        /** Whether this is the name of one of its fields. */
        boolean has(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.startsWith(prefix) && FIELDS.contains(lower.substring(prefix.length()));
        }
    }

    /**
     * How several names make the value of one field.
     *
     * @param quote whether the app reads quoted strings (RFC 9110, section 5.6.4); otherwise a
     *     separator within a name is percent-encoded
     */
    @KeyTable(
            """
            How the names of groups, and the values of other lists, make one header field.
            | separator | `,` | what separates them.
            | quote | `false` | `true` writes a name that has the separator, a quote or a space at an
              end as a quoted string, for applications that read such strings; otherwise these
              characters are percent-encoded.
            """)
    public record GroupForm(String separator, boolean quote) {
        /** Commas, and nothing is quoted. */
        public static final GroupForm STANDARD = new GroupForm(",", false);
    }

    /**
     * A signed assertion.
     *
     * @param header the name of its field
     * @param audience who it is for; null for the origin of the app
     */
    public record AssertionForm(String header, @Nullable String audience) {
        /** The name of the field where the YAML gives none. */
        public static final String HEADER = "X-Vestibule-Assertion";

        /** In the usual field, for the origin of the app. */
        public static final AssertionForm STANDARD = new AssertionForm(HEADER, null);
    }

    /** The field {@code Authorization} of an app that knows only Basic (RFC 7617). */
    @KeyTable(
            """
            Basic authentication for an application that knows nothing else. The gateway sends
            `Authorization` for users who have signed in; what clients send in it never reaches the
            application.
            | username | **required** | the username of the user, an expression.
            | password | **required** | the password that the application has for every user.
            """)
    public record Basic(Expression username, Secret password) {}
}
