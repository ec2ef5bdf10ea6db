package dev.vestibule.gateway.login;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.provisioning.api.Account;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The purpose of a login: ids and values only. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@")
public sealed interface Purpose {

    /** The steps that such a login passes. */
    Flow flow(FlowConfig config);

    /** The address that starts such a login again, a path on the gateway's host. */
    String start();

    /**
     * Whether the user must complete the step now, although a session is open at the identity
     * provider or the device is remembered: that may be another user's, or too old. It applies
     * whatever its condition says.
     */
    boolean fresh(String step);

    /** Whether the user chooses another account at the identity provider. */
    default boolean byAnotherAccount() {
        return false;
    }

    /** The name of the signed-in user who proves again who they are; null where none does. */
    default @Nullable String confirms() {
        return null;
    }

    /**
     * A session for an app. Fixed when the login begins and kept on the server, never taken from a
     * parameter at its end.
     *
     * @param app id of the app
     * @param path path and query on the app's host, a {@link dev.vestibule.gateway.http.ReturnPath}
     * @param binding hash of the browser's cookie on the app's own host; null when the app lives on
     *     the gateway's host
     * @param asked what the login must prove beyond the flow; null for nothing
     * @param session key of the session that the login continues; null for a login of its own
     */
    record SignIn(
            String app,
            String path,
            @Nullable String binding,
            @Nullable Demand asked,
            @Nullable String session)
            implements Purpose {

        /** A login of its own, which proves what the app's flow asks for. */
        public SignIn(String app, String path, @Nullable String binding) {
            this(app, path, binding, null, null);
        }

        /** What the login must prove beyond the flow. */
        Demand demand() {
            return asked == null ? Demand.NONE : asked;
        }

        /** The same, with what the session has proved. */
        SignIn continuing(String key) {
            return new SignIn(app, path, binding, asked, key);
        }

        /** The same, by another account. */
        SignIn byAnother() {
            return new SignIn(app, path, binding, Demand.ANOTHER_ACCOUNT, null);
        }

        @Override
        public boolean byAnotherAccount() {
            return demand().other();
        }

        @Override
        public Flow flow(FlowConfig config) {
            String further = session == null ? null : demand().flow();
            return config.flow(further == null ? in(config).flow() : further);
        }

        @Override
        public boolean fresh(String step) {
            return demand().again().contains(step);
        }

        /** The app in the configuration version that the login began with. */
        App in(FlowConfig config) {
            return requireNonNull(config.apps().get(app));
        }

        @Override
        public String start() {
            return LoginAddress.start(this);
        }
    }

    /** What a user does with the account of a session, from a page of their own. */
    sealed interface OfAccount extends Purpose {

        /** Key of the session. */
        String session();

        /** The account of the session, for its second factors; null where none is asked for. */
        default @Nullable Account account() {
            return null;
        }

        /** What the user is asked for, step by step: connections and factors, by their ids. */
        List<List<String>> options();

        /** Where the user comes from and returns to. */
        String page();

        @Override
        default Flow flow(FlowConfig config) {
            List<Step> steps = new ArrayList<>();
            for (List<String> each : options()) {
                steps.add(new AuthenticateStep("proof" + steps.size(), each, null));
            }
            return new Flow("account", steps);
        }

        @Override
        default String start() {
            return page();
        }

        @Override
        default boolean fresh(String step) {
            return true;
        }
    }

    /** Another identity for the account of a session. */
    record LinkIdentity(String session, String connection, String page) implements OfAccount {

        @Override
        public List<List<String>> options() {
            return List.of(List.of(connection));
        }
    }

    /**
     * A new proof that the user of a session is here: by the connection or factor that it began
     * with, and by a second factor where the account has one.
     *
     * @param account the session's, for its second factors
     * @param known whether the first proof is one for that account already, and asks for no name
     * @param factors the second factors to choose from; none where the account has none
     */
    record Reauthenticate(
            String session,
            String connection,
            @Nullable Account account,
            boolean known,
            List<String> factors,
            String page)
            implements OfAccount {
        public Reauthenticate {
            factors = List.copyOf(factors);
        }

        @Override
        public @Nullable String confirms() {
            return account == null ? null : account.username();
        }

        @Override
        public List<List<String>> options() {
            return factors.isEmpty()
                    ? List.of(List.of(connection))
                    : List.of(List.of(connection), factors);
        }
    }

    /**
     * One more factor for the account of a session.
     *
     * @param account the session's
     * @param factor id of the factor
     */
    record EnrolFactor(String session, Account account, String factor, String page)
            implements OfAccount {

        @Override
        public List<List<String>> options() {
            return List.of(List.of(factor));
        }
    }
}
