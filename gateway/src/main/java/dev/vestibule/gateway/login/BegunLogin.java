package dev.vestibule.gateway.login;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.Step;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.idp.AuthenticationTrip;
import dev.vestibule.gateway.login.LoginStage.AtProvider;
import dev.vestibule.gateway.login.LoginStage.Choosing;
import dev.vestibule.gateway.store.HeapSize;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A login that has proved nothing yet, in one text. Every client can start such logins, so their
 * size decides how many fit into memory: with its keys and what remains of it afterwards one needs
 * less than a kilobyte, and half of one for a short path.
 *
 * @param setup the configuration version that the login began with
 * @param text the fields of {@link Field}, separated by line feeds, which none of them may contain
 */
record BegunLogin(LoginSetup setup, String text) implements StoredLogin {
    private static final String BETWEEN = "\n";

    /** In the order of the text. */
    private enum Field {
        BROWSER,
        APP,
        PATH,
        BINDING,
        CREATED_AT,
        STEP,
        /** The rest is empty while the user chooses a connection. */
        CONNECTION,
        NONCE,
        CODE_VERIFIER,
        ANEW_SINCE
    }

    /** Whether the login is one that has proved nothing. */
    static boolean fits(PendingLogin login) {
        return login.transaction().progress().equals(LoginProgress.none())
                && (login.stage() instanceof Choosing || login.stage() instanceof AtProvider);
    }

    static BegunLogin of(PendingLogin login) {
        LoginTransaction transaction = login.transaction();
        LoginDestination to = transaction.destination();
        String begun =
                String.join(
                        BETWEEN,
                        transaction.browser(),
                        to.app().id(),
                        to.path().value(),
                        to.binding() == null ? "" : to.binding(),
                        written(transaction.createdAt()));
        return new BegunLogin(transaction.setup(), begun + BETWEEN + written(login.stage()));
    }

    /** What remains of a login: the browser that started it, and its destination. */
    static BegunLogin trace(LoginTransaction login) {
        return of(new PendingLogin(login, new Choosing("", List.of())));
    }

    @Override
    public String browser() {
        return fields()[Field.BROWSER.ordinal()];
    }

    @Override
    public LoginDestination destination() {
        String[] fields = fields();
        String binding = fields[Field.BINDING.ordinal()];
        return new LoginDestination(
                app(fields),
                new ReturnPath(fields[Field.PATH.ordinal()]),
                binding.isEmpty() ? null : binding);
    }

    @Override
    public PendingLogin pending() {
        String[] fields = fields();
        Flow flow = setup.config().flow(app(fields).flow());
        LoginTransaction transaction =
                new LoginTransaction(
                        browser(),
                        setup,
                        flow,
                        destination(),
                        LoginProgress.none(),
                        instant(fields[Field.CREATED_AT.ordinal()]));
        return new PendingLogin(transaction, stage(flow, fields));
    }

    @Override
    public long bytes() {
        return HeapSize.OBJECT + HeapSize.of(text);
    }

    /** Names the login without anything that could be replayed. */
    @Override
    public String toString() {
        return "BegunLogin[app=" + fields()[Field.APP.ordinal()] + "]";
    }

    private String[] fields() {
        return text.split(BETWEEN, -1);
    }

    private App app(String[] fields) {
        return requireNonNull(setup.config().apps().get(fields[Field.APP.ordinal()]));
    }

    private static String written(LoginStage stage) {
        return switch (stage) {
            case Choosing choosing -> String.join(BETWEEN, choosing.step(), "", "", "", "");
            case AtProvider(var step, var connection, var trip) ->
                    String.join(
                            BETWEEN,
                            step,
                            connection,
                            trip.nonce(),
                            trip.codeVerifier(),
                            trip.anewSince() == null ? "" : written(trip.anewSince()));
            case LoginStage.AwaitingDirectory _, LoginStage.Asking _, LoginStage.Confirming _ ->
                    throw new IllegalArgumentException("a login that has proved something");
        };
    }

    private static LoginStage stage(Flow flow, String[] fields) {
        String step = fields[Field.STEP.ordinal()];
        String connection = fields[Field.CONNECTION.ordinal()];
        if (connection.isEmpty()) {
            return new Choosing(step, options(flow, step));
        }
        AuthenticationTrip trip =
                new AuthenticationTrip(
                        fields[Field.NONCE.ordinal()],
                        fields[Field.CODE_VERIFIER.ordinal()],
                        optional(fields[Field.ANEW_SINCE.ordinal()]));
        return new AtProvider(step, connection, trip);
    }

    private static List<String> options(Flow flow, String id) {
        return flow.steps().stream()
                .filter(Step.Authenticate.class::isInstance)
                .map(Step.Authenticate.class::cast)
                .filter(step -> step.id().equals(id))
                .map(Step.Authenticate::options)
                .findFirst()
                .orElse(List.of());
    }

    /** To the nanosecond, as the clocks that are compared with it. */
    private static String written(Instant time) {
        return time.getEpochSecond() + "." + time.getNano();
    }

    private static @Nullable Instant optional(String text) {
        return text.isEmpty() ? null : instant(text);
    }

    private static Instant instant(String text) {
        int dot = text.indexOf('.');
        return Instant.ofEpochSecond(
                Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }
}
