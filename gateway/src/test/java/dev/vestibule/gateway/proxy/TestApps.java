package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.App.Display;
import dev.vestibule.flow.app.App.Timeout;
import dev.vestibule.flow.app.AppIdentity;
import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.app.AppIdentity.GroupForm;
import dev.vestibule.flow.app.AppIdentity.HeaderPreset;
import dev.vestibule.flow.app.Forwarding;
import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.flow.expression.Compilation;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionCompiler;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Apps for tests: {@code /public} is public, {@code /forbidden} is nobody's, the rest needs a
 * login.
 */
public final class TestApps {
    private static final ExpressionCompiler COMPILER = new ExpressionCompiler();

    private TestApps() {}

    /** An app on the gateway's own host, with every preset. */
    public static App wiki(int upstreamPort) {
        return app("wiki", "localhost", "/", upstreamPort);
    }

    /** An app of flow {@code staff}. */
    public static App app(String id, String host, String path, int upstreamPort) {
        return new App(
                id,
                host,
                path,
                URI.create("http://127.0.0.1:" + upstreamPort),
                "staff",
                List.of(
                        new AccessRule(
                                Effect.PUBLIC, condition("request.path.startsWith('/public')")),
                        new AccessRule(
                                Effect.DENY, condition("request.path.startsWith('/forbidden')")),
                        new AccessRule(Effect.ALLOW, condition("true"))),
                presets(null),
                Forwarding.STANDARD,
                UpstreamTls.STANDARD,
                UpstreamHttp.STANDARD,
                Timeout.STANDARD,
                new Display(id, null),
                null);
    }

    /** An app on the gateway's own host whose rules are these. */
    public static App ruled(int upstreamPort, AccessRule... rules) {
        return ruled(app("ruled", "localhost", "/", upstreamPort), List.of(rules));
    }

    /** The app with these rules. */
    static App ruled(App app, List<AccessRule> rules) {
        return copy(app, app.upstream(), rules, app.identity());
    }

    /** The app with this upstream. */
    static App at(URI upstream, App app) {
        return copy(app, upstream, app.access(), app.identity());
    }

    /** The app with a signed assertion. */
    public static App asserting(App app) {
        return copy(app, app.upstream(), app.access(), presets(AssertionForm.STANDARD));
    }

    /** The app, when another proxy passes its requests. */
    public static App behindForwardAuth(App app) {
        return copy(app, null, app.access(), app.identity());
    }

    private static App copy(
            App app, @Nullable URI upstream, List<AccessRule> rules, AppIdentity identity) {
        return new App(
                app.id(),
                app.host(),
                app.path(),
                upstream,
                app.flow(),
                rules,
                identity,
                app.forwarding(),
                app.tls(),
                app.http(),
                app.timeout(),
                new Display(app.id(), null),
                app.tokens());
    }

    /** The app with this identity. */
    static App told(App app, AppIdentity identity) {
        return copy(app, app.upstream(), app.access(), identity);
    }

    /** The app with these files for TLS. */
    static App securely(URI upstream, UpstreamTls tls) {
        App app = app("wiki", "localhost", "/", 1);
        return new App(
                app.id(),
                app.host(),
                app.path(),
                upstream,
                app.flow(),
                app.access(),
                app.identity(),
                app.forwarding(),
                tls,
                app.http(),
                app.timeout(),
                app.display(),
                app.tokens());
    }

    /** The app with this forwarding. */
    static App forwarded(App app, Forwarding forwarding) {
        return new App(
                app.id(),
                app.host(),
                app.path(),
                app.upstream(),
                app.flow(),
                app.access(),
                app.identity(),
                forwarding,
                app.tls(),
                app.http(),
                app.timeout(),
                app.display(),
                app.tokens());
    }

    /** The app with these servers on this machine. */
    public static App served(App app, int... ports) {
        return forwarded(
                app,
                new Forwarding(
                        Forwarding.Paths.STRICT,
                        false,
                        Forwarding.Host.KEEP,
                        Map.of(),
                        true,
                        null,
                        null,
                        Arrays.stream(ports)
                                .mapToObj(port -> URI.create("http://127.0.0.1:" + port))
                                .toList()));
    }

    /** The app, spoken to in this way. */
    public static App speaking(App app, UpstreamHttp http) {
        return new App(
                app.id(),
                app.host(),
                app.path(),
                app.upstream(),
                app.flow(),
                app.access(),
                app.identity(),
                app.forwarding(),
                app.tls(),
                http,
                app.timeout(),
                app.display(),
                app.tokens());
    }

    /** The app, whose answers are waited for so long. */
    static App waiting(App app, Duration response) {
        Timeout usual = app.timeout();
        return new App(
                app.id(),
                app.host(),
                app.path(),
                app.upstream(),
                app.flow(),
                app.access(),
                app.identity(),
                app.forwarding(),
                app.tls(),
                app.http(),
                new Timeout(response, usual.idle(), usual.upload(), usual.connect()),
                app.display(),
                app.tokens());
    }

    private static AppIdentity presets(@Nullable AssertionForm assertion) {
        return new AppIdentity(
                Set.of(HeaderPreset.values()), Map.of(), GroupForm.STANDARD, assertion, null);
    }

    /** A rule of this kind. */
    public static AccessRule rule(Effect effect, String condition) {
        return new AccessRule(effect, condition(condition));
    }

    static Expression condition(String source) {
        return compiled(source, ResultKind.CONDITION);
    }

    /** The value of an identity header. */
    static Expression text(String source) {
        return compiled(source, ResultKind.TEXTS);
    }

    private static Expression compiled(String source, ResultKind kind) {
        return switch (COMPILER.compile(source, Scope.identified(Set.of()), kind)) {
            case Compilation.Compiled(Expression expression) -> expression;
            case Compilation.Rejected(var issues) -> throw new AssertionError(issues.toString());
        };
    }
}
