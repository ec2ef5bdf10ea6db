package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.Frame;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Texts;
import dev.vestibule.gateway.identity.BearerTokens;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One option of an authenticate step: a connection or a factor of one configuration version. */
public interface Authenticator {

    /** Begins an attempt; fails with {@link AuthenticationFailure}, with nothing changed. */
    Future<Challenge> begin(Attempt attempt);

    /**
     * Whether its page shows the other options of {@link Attempt#offers} beside its own question,
     * to a user whose account is not known yet, so that no page before it is needed to choose.
     */
    default boolean showsOthers() {
        return false;
    }

    /**
     * Checks the answer before it is used. It changes nothing.
     *
     * @throws AuthenticationFailure when the answer is not one to this option, or is an error
     */
    void inspect(LoginState state, Answer answer);

    /**
     * Uses the answer and verifies it; fails with {@link AuthenticationFailure}.
     *
     * @param attempt for another challenge
     * @param state the value from {@link #begin} for this login
     */
    Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer);

    /**
     * Shows what the address of {@link Attempt#visit} leads to. The login waits as before: whatever
     * opens the address uses nothing up.
     *
     * @return the page, and the state that it was given
     * @throws HttpFailure when it is no address of this attempt, or its time is over
     */
    default Challenge.Ask visit(Attempt attempt, LoginState state, Answer answer) {
        throw HttpFailure.of(FailureKind.BAD_REQUEST, "this login waits for something else");
    }

    /** Verifies the access tokens of programs; null for one that issues none. */
    default @Nullable BearerTokens bearerTokens() {
        return null;
    }

    /** Ends sessions at the provider; null for one that has none. */
    default @Nullable ProviderSignOut signOut() {
        return null;
    }

    /**
     * The part of a login that an authenticator may read.
     *
     * @param key opaque value that names the attempt and must come back with the answer: {@code
     *     state} of OAuth 2.0 (RFC 6749, section 10.12)
     * @param asked what the provider is asked for, evaluated when the attempt begins
     * @param form the form of a page that asks
     * @param frame the user's language, and the look of the pages
     * @param account the account that the login has so far, null when it has none
     * @param client address by which guesses are limited; null for a client without a limit
     */
    record Attempt(
            String key,
            Supplier<Asked> asked,
            Supplier<Page.Form> form,
            Supplier<Frame> frame,
            @Nullable Account account,
            @Nullable String client,
            Offers offers) {

        /**
         * What a provider is asked for beyond a sign-in. Everything but the parameters is verified.
         *
         * @param fresh whether a session that is open at the provider is no proof
         * @param maxAge how long ago the user may have signed in there; null for any time
         * @param acr the levels of which the answer must name one; empty for any
         * @param parameters of the request, by name
         */
        public record Asked(
                boolean fresh,
                @Nullable Duration maxAge,
                List<String> acr,
                Map<String, String> parameters) {
            /** The parameter of a provider's prompt. */
            public static final String PROMPT = Demand.PROMPT;

            /** Its value by which the user chooses an account. */
            public static final String SELECT_ACCOUNT = Demand.SELECT_ACCOUNT;

            public Asked {
                acr = List.copyOf(acr);
                parameters = Map.copyOf(parameters);
            }
        }

        /**
         * What the page of an option offers beside its own question.
         *
         * @param app the title of the app that the user is on the way to, or null
         * @param others the other options that the user may choose, the preferred one first
         * @param remember how long the device can complete the step by itself; null for never
         * @param cannot whether the user may say that they cannot answer
         * @param address what the user has entered before; null for nothing
         * @param confirms the name of the signed-in user who proves again who they are; null in a
         *     login of any other purpose
         */
        public record Offers(
                @Nullable String app,
                List<Option> others,
                @Nullable Duration remember,
                boolean cannot,
                @Nullable String address,
                @Nullable String confirms) {
            /** The field of a page whose user cannot answer. */
            public static final String CANNOT = "cannot";

            public Offers {
                others = List.copyOf(others);
            }
        }

        /**
         * Path and query of an address that shows a page of this attempt in the browser that began
         * the login, as {@link Authenticator#visit} answers it; in any other it shows what is
         * wrong.
         */
        public String visit(String parameter, String value) {
            return LoginAddress.visit(key, parameter, value);
        }

        @Override
        public String toString() {
            return "Attempt[hidden]";
        }
    }

    /**
     * An option as pages offer it.
     *
     * @param title of a connection; null for a factor, whose name is translated
     * @param last whether this browser has chosen it the last time
     */
    record Option(String id, @Nullable String title, boolean last) {
        /** The name of the field with the id of the option that the user chooses. */
        public static final String FIELD = LoginAddress.CONNECTION;

        /** Its name in the user's language. */
        public String name(Texts texts) {
            return title == null ? texts.text("factor." + id) : title;
        }
    }

    /** What the user has to do. */
    sealed interface Challenge {

        /**
         * Sign in at the identity provider.
         *
         * @param to where the browser goes; not needed afterwards
         * @param state what is stored
         */
        record Redirect(URI to, LoginState state) implements Challenge {
            @Override
            public String toString() {
                return "Redirect[hidden]";
            }
        }

        /**
         * Answer on a page.
         *
         * @param status of the page
         */
        record Ask(int status, Page page, LoginState state) implements Challenge {}
    }

    /** What the answer is worth. */
    sealed interface Verdict {

        /** It says who the user is. */
        record Identified(VerifiedIdentity identity) implements Verdict {}

        /**
         * It says whose account it is, by these methods (RFC 8176), without an identity provider.
         *
         * @param renewed whether what the user signs in with was replaced just now
         */
        record SignedIn(Account account, List<String> amr, boolean renewed) implements Verdict {
            public SignedIn {
                amr = List.copyOf(amr);
            }

            /** With what the user had before. */
            public SignedIn(Account account, List<String> amr) {
                this(account, amr, false);
            }
        }

        /** It proves the presence of the login's user, by these methods (RFC 8176). */
        record Proved(List<String> amr) implements Verdict {
            public Proved {
                amr = List.copyOf(amr);
            }
        }

        /** It proves nothing; the user may answer again. */
        record Again(Challenge.Ask challenge) implements Verdict {}
    }

    /**
     * Makes the authenticators of one kind of connection or factor.
     *
     * @param <O> its record in the configuration
     */
    interface Factory<O> {

        /** Its record in the configuration. */
        Class<O> kind();

        /** Every state that its authenticators remember. */
        Set<Class<? extends LoginState>> states();

        /** An authenticator for the option; it makes no call before the first login. */
        Authenticator create(O option);
    }
}
