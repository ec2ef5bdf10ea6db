package dev.vestibule.gateway.session;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.SubjectLink;
import dev.vestibule.provisioning.api.FederatedIdentity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What exists after login, until logout or expiry.
 *
 * @param key the session's name inside the gateway; browsers never see it
 * @param pass the login that the session shows: the last one, or that of one app's flow
 * @param passes what the last login of each flow has proved, by the flow's id; an app of another
 *     flow needs a login
 * @param startedAt when the first login completed; the lifetime starts here
 * @param logins the sign-ins at identity providers that it rests on, the last one first
 */
public record Session(
        String key,
        FlowPass pass,
        Map<String, FlowPass> passes,
        Instant startedAt,
        List<ProviderLogin> logins) {
    /** Keys of programs' sessions begin with it, and no others: it has a space. */
    public static final String PROGRAM = "program ";

    public Session {
        // Sessions of earlier versions have none.
        logins = List.copyOf(Objects.requireNonNullElse(logins, List.of()));
        passes = Map.copyOf(passes);
    }

    /**
     * What a program may do that acts for a user. It is kept nowhere, and has completed no step.
     *
     * @param key begins with {@link #PROGRAM}
     * @param flow the flow whose apps it is for
     * @param since when the user allowed it
     * @throws IllegalArgumentException when no header can carry the username
     */
    public static Session ofProgram(
            String key, SessionIdentity identity, Flow flow, Instant since) {
        FlowPass pass = FlowPass.ofProgram(identity, flow);
        return new Session(key, pass, Map.of(flow.id(), pass), since, List.of());
    }

    /** Whether the key is that of a program's session. */
    public static boolean isOfProgram(String key) {
        return key.startsWith(PROGRAM);
    }

    /** Whether it is a program's, which signs in with every request. */
    public boolean isOfProgram() {
        return isOfProgram(key);
    }

    /** Who is signed in. */
    public SessionIdentity identity() {
        return pass.identity();
    }

    /** The identity as headers carry it. */
    public IdentityValues values() {
        return pass.values();
    }

    /** The completed steps, by id. */
    public Map<String, StepFacts> steps() {
        return pass.steps();
    }

    /** The levels of authentication that the login has reached, the strongest last. */
    public List<String> levels() {
        return pass.levels();
    }

    /** The {@link Flow#fingerprint} of the flow when the login has passed it. */
    public String passed() {
        return pass.passed();
    }

    /**
     * Whether a login of the flow has just ended that was asked for the same: another one would
     * lead to the same end.
     */
    public boolean hasJustAnswered(String flow, Demand demand, Instant now) {
        FlowPass last = passes.get(flow);
        return last != null && last.justAnswered(demand, now);
    }

    /** Ids of the flows that this session has completed. */
    public Set<String> flows() {
        return passes.keySet();
    }

    /** The session as apps of this flow see it, whatever was signed in to since; else null. */
    public @Nullable Session in(String flow) {
        FlowPass own = passes.get(flow);
        return own == null ? null : new Session(key, own, passes, startedAt, logins);
    }

    /**
     * The session as an app sees it: that of its flow, with the steps of the further flows that its
     * rules lead to. Null when it has not passed the app's flow.
     */
    public @Nullable Session in(String flow, Set<String> further) {
        Session own = in(flow);
        return own == null || further.isEmpty() ? own : own.withStepsOf(further);
    }

    private Session withStepsOf(Set<String> further) {
        List<FlowPass> others =
                further.stream().filter(passes::containsKey).map(passes::get).toList();
        return new Session(key, pass.withStepsOf(others), passes, startedAt, logins);
    }

    /** The identity that has an account, the last one first; null when none has. */
    public @Nullable SessionIdentity accountHolder() {
        if (identity().account() != null) {
            return identity();
        }
        return passes.values().stream()
                .map(FlowPass::identity)
                .filter(each -> each.account() != null)
                .findFirst()
                .orElse(null);
    }

    /**
     * The link by which the account of this session is found: the one that its connection uses now;
     * by {@code sub} when there is no such connection any more.
     *
     * @return null when the identity lacks the claim that the connection links by now. Then the
     *     account is unknown, so the session must end: the next login has the claim, or is refused
     */
    public @Nullable FederatedIdentity link(FlowConfig config) {
        SessionIdentity holder = accountHolder();
        var link = SubjectLink.of((holder == null ? identity() : holder).verified(), config);
        return link == null ? null : link.current();
    }

    /** Names the user in stores, see {@link SessionOwner}. */
    String owner() {
        SessionIdentity holder = accountHolder();
        String account = holder == null ? null : holder.accountName();
        return SessionOwner.of(account, identity().verified()).name();
    }

    /** Whether both have the same federated identity. */
    boolean samePersonAs(SessionIdentity other) {
        return identity().verified().issuer().equals(other.verified().issuer())
                && identity().verified().subject().equals(other.verified().subject());
    }

    /**
     * The session after another login. What an earlier login has proved of another account is
     * forgotten.
     */
    Session after(String flow, FlowPass login, List<ProviderLogin> more) {
        Map<String, FlowPass> all = new HashMap<>(passes);
        all.values().removeIf(login::contradicts);
        all.put(flow, login);
        return new Session(key, login, all, startedAt, ProviderLogin.joined(more, logins));
    }

    /** The same, where the login that was seen in the flow has passed the flow as it is now. */
    Session passing(Flow flow, Session seen) {
        FlowPass old = passes.get(flow.id());
        if (old == null || !old.equals(seen.passes.get(flow.id()))) {
            return this;
        }
        FlowPass now = old.passing(flow.fingerprint());
        Map<String, FlowPass> all = new HashMap<>(passes);
        all.put(flow.id(), now);
        return new Session(key, pass.equals(old) ? now : pass, all, startedAt, logins);
    }

    /** The same session of the same user, with the current data of the account. */
    Session with(UnaryOperator<SessionIdentity> current) {
        Map<String, FlowPass> all = new HashMap<>();
        passes.forEach((flow, each) -> all.put(flow, each.with(current)));
        return new Session(key, pass.with(current), all, startedAt, logins);
    }

    /** Whether a provider is to be asked again. */
    boolean isDue(InstantSource clock) {
        return logins.stream().anyMatch(login -> login.isDue(clock.instant()));
    }

    /** What apps see of the user of a sign-in; null where its identity is not the one they see. */
    public @Nullable SessionIdentity identityOf(ProviderLogin login) {
        return Stream.concat(Stream.of(pass), passes.values().stream())
                .map(FlowPass::identity)
                .filter(each -> login.isOf(each.verified()))
                .findFirst()
                .orElse(null);
    }

    /** The same with other tokens of a sign-in, if it still rests on that. */
    public Session with(ProviderLogin old, ProviderLogin renewed) {
        List<ProviderLogin> all =
                logins.stream().map(each -> each.equals(old) ? renewed : each).toList();
        return new Session(key, pass, passes, startedAt, all);
    }

    /**
     * The same where the user of a sign-in is who the provider says now.
     *
     * @throws IllegalArgumentException when no header can carry the username
     */
    public Session with(ProviderLogin login, SessionIdentity now) {
        Map<String, FlowPass> all = new HashMap<>();
        passes.forEach((flow, each) -> all.put(flow, each.with(login, now)));
        return new Session(key, pass.with(login, now), all, startedAt, logins);
    }

    /** The session as it is seen through a cookie that was given for fewer flows. */
    Session within(Set<String> admitted) {
        if (admitted.containsAll(flows())) {
            return this;
        }
        Map<String, FlowPass> seen = new HashMap<>(passes);
        seen.keySet().retainAll(admitted);
        return new Session(key, pass, seen, startedAt, logins);
    }

    @Override
    public String toString() {
        return "Session[flows=" + flows() + ", startedAt=" + startedAt + "]";
    }
}
