package dev.vestibule.gateway.http;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a page shows. Every text in it is escaped where it is written. */
public sealed interface Page {

    /**
     * Something failed.
     *
     * @param sentence the configuration's own sentence in place of the standard one, or null
     * @param next where the next step leads
     * @param reference name of this failure in the log
     */
    record Failure(FailureKind kind, @Nullable String sentence, String next, String reference)
            implements Page {}

    /**
     * A step offers more than one option.
     *
     * @param app the name of the app that the user opens, or null
     */
    record Chooser(@Nullable String app, List<Option> options) implements Page {
        public Chooser {
            options = List.copyOf(options);
        }
    }

    /**
     * One sign-in option.
     *
     * @param href path and query on this host
     */
    record Option(String title, String href) {}

    /**
     * Something that the gateway waits for did not answer, and the same step can be tried again.
     *
     * @param form what the button sends
     */
    record TryAgain(FailureKind kind, Form form, String reference) implements Page {}

    /**
     * What the page asks before the account is written for the first time.
     *
     * @param source title of the connection that the details come from
     * @param details what will be stored, by LDAP attribute; null if the user has agreed before,
     *     and only the password is missing
     * @param groups the groups that the user will be a member of
     * @param fields what the user must enter
     * @param username what the field for the username holds, null when there is no such field
     * @param password whether a password is asked for
     * @param problem what was wrong with the last answer, null at first
     */
    record FirstLogin(
            String source,
            @Nullable Map<String, List<String>> details,
            List<String> groups,
            List<Field> fields,
            @Nullable String username,
            boolean password,
            @Nullable AnswerProblem problem,
            Form form)
            implements Page {
        public FirstLogin {
            details =
                    details == null
                            ? null
                            : Collections.unmodifiableMap(new LinkedHashMap<>(details));
            groups = List.copyOf(groups);
            fields = List.copyOf(fields);
        }

        /**
         * One attribute that the provider says nothing of.
         *
         * @param value what was typed before, empty at first
         * @param wrong whether the problem is about this one
         */
        public record Field(String attribute, String value, boolean wrong) {

            /**
             * What browsers know it as (HTML, section 4.10.18.7.1); {@code on} for what they don't.
             */
            public String autocomplete() {
                return switch (attribute.toLowerCase(Locale.ROOT)) {
                    case "cn", "displayname" -> "name";
                    case "givenname" -> "given-name";
                    case "sn" -> "family-name";
                    case "mobile", "telephonenumber" -> "tel";
                    case "title" -> "organization-title";
                    case "l" -> "address-level2";
                    case "st" -> "address-level1";
                    case "street" -> "address-line1";
                    case "postaladdress" -> "street-address";
                    case "postalcode" -> "postal-code";
                    default -> "on";
                };
            }

            /** The kind of keyboard that it is typed with. */
            public String type() {
                return switch (attribute.toLowerCase(Locale.ROOT)) {
                    case "facsimiletelephonenumber",
                            "homephone",
                            "mobile",
                            "pager",
                            "telephonenumber" ->
                            "tel";
                    default -> "text";
                };
            }
        }
    }

    /**
     * The identities that an account is linked to.
     *
     * @param done what was done just now, null when nothing was
     * @param confirm what the user must send before changing anything, null if that is not needed
     * @param options further identities to link, by the title of their connection
     */
    record AccountLinks(
            String user,
            @Nullable Done done,
            List<LinkedIdentity> links,
            @Nullable Form confirm,
            Map<String, Form> options)
            implements Page {
        public AccountLinks {
            links = List.copyOf(links);
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        /** The texts are {@code links.done.<name>} of the resource bundle. */
        public enum Done {
            LINKED,
            REMOVED,
            CONFIRMED
        }
    }

    /**
     * One of an account's links, without the provider's name for the user.
     *
     * @param title of the connection, null when no connection has the issuer any more
     * @param since when it was linked, null when that is not known
     * @param current whether the user has signed in with it
     * @param remove the form that removes it, null if that is not offered
     */
    record LinkedIdentity(
            @Nullable String title,
            @Nullable Instant since,
            boolean current,
            @Nullable Form remove) {}

    /**
     * An account matches, and the user must enter its password.
     *
     * @param connection the name of the identity provider
     * @param hint what it said that the account was found by
     * @param rejected whether the last password was refused
     */
    record Confirm(String connection, String hint, Form form, boolean rejected) implements Page {}

    /** The button that signs out. */
    record Logout(String user, Form form) implements Page {}

    /** The session has ended. */
    record SignedOut() implements Page {}

    /**
     * A form of hidden fields.
     *
     * @param action path on this host
     * @param token the form's CSRF token, of {@link Csrf#token}
     */
    record Form(String action, String token, Map<String, String> fields) {
        public Form {
            fields = Map.copyOf(fields);
        }
    }
}
