package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.app.AppIdentity.HeaderPreset;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.IdentityValues;

import io.netty.util.AsciiString;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Who is asking, in the header fields that an app wants. */
final class IdentityHeaders {
    /** The most characters that an identity may take in one request. */
    private static final int LARGEST = 16 * 1024;

    private static final Family X_FORWARDED = Family.of("X-Forwarded-");
    private static final Family X_AUTH_REQUEST = Family.of("X-Auth-Request-");
    private static final Family REMOTE =
            new Family(
                    AsciiString.cached("Remote-User"),
                    null,
                    AsciiString.cached("Remote-Name"),
                    AsciiString.cached("Remote-Email"),
                    AsciiString.cached("Remote-Groups"),
                    null,
                    null);

    private IdentityHeaders() {}

    /** Where the fields are written. */
    interface Fields {
        void set(CharSequence name, CharSequence value);
    }

    /** The names of one preset; null where it has no such field. */
    private record Family(
            AsciiString user,
            @Nullable AsciiString preferred,
            @Nullable AsciiString name,
            AsciiString email,
            AsciiString groups,
            @Nullable AsciiString acr,
            @Nullable AsciiString amr) {
        static Family of(String prefix) {
            return new Family(
                    AsciiString.cached(prefix + "User"),
                    AsciiString.cached(prefix + "Preferred-Username"),
                    null,
                    AsciiString.cached(prefix + "Email"),
                    AsciiString.cached(prefix + "Groups"),
                    AsciiString.cached(prefix + "Acr"),
                    AsciiString.cached(prefix + "Amr"));
        }

        void write(IdentityValues values, Fields head) {
            head.set(user, values.user());
            optional(preferred, values.user(), head);
            optional(name, values.name(), head);
            optional(email, values.email(), head);
            head.set(groups, values.groups());
            optional(acr, values.acr(), head);
            optional(amr, values.amr(), head);
        }

        private static void optional(
                @Nullable AsciiString field, @Nullable String value, Fields head) {
            if (field != null && value != null) {
                head.set(field, value);
            }
        }
    }

    /**
     * Refuses what an upstream could not read.
     *
     * @param further characters of further fields
     * @throws HttpFailure when the identity is too large for headers
     */
    static void check(Set<HeaderPreset> presets, IdentityValues values, int further) {
        if (size(values) * presets.size() + further > LARGEST) {
            throw HttpFailure.of(FailureKind.IDENTITY_TOO_LARGE, "identity headers too large");
        }
    }

    /** Writes it in every preset of the app. */
    static void write(Set<HeaderPreset> presets, IdentityValues values, Fields head) {
        for (var preset : presets) {
            switch (preset) {
                case X_FORWARDED -> X_FORWARDED.write(values, head);
                case X_AUTH_REQUEST -> X_AUTH_REQUEST.write(values, head);
                case REMOTE -> REMOTE.write(values, head);
            }
        }
    }

    private static int size(IdentityValues values) {
        return 2 * values.user().length()
                + values.groups().length()
                + length(values.email())
                + length(values.acr())
                + length(values.amr())
                + length(values.name());
    }

    private static int length(@Nullable CharSequence value) {
        return value == null ? 0 : value.length();
    }
}
