package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.AccessRule.StepUp;
import dev.vestibule.flow.app.App.Display;
import dev.vestibule.flow.app.App.Timeout;
import dev.vestibule.flow.app.App.Tokens;
import dev.vestibule.flow.connection.OidcTypes;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.Requirement;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.theme.PictureType;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of one app.
 *
 * @param flows the flows, whose steps the access rules may name
 * @param gatewayHost the host of apps that name none
 */
public record AppSection(Map<String, Flow> flows, String gatewayHost) {
    private static final ExpressionType OPEN =
            new ExpressionType(ResultKind.CONDITION, _ -> Scope.beforeIdentity());
    private static final ItemList<AccessRule> ACCESS =
            new ItemList<>(
                    "a list of rules",
                    "a list of rules, each with public, allow or deny",
                    Section.of(Rule.class, Map.of("public", OPEN, "else", Types.ID_TEXT))
                            .to(Rule::one));

    private static final URI NOWHERE = URI.create("http://localhost");
    private static final Section<Match> MATCH =
            Section.of(
                    Match.class, Map.of("host", UrlTypes.HOST_NAME, "path", UrlTypes.PATH_PREFIX));
    private static final Section<Written> WRITTEN =
            Section.of(
                    Written.class,
                    Map.of(
                            "match", MATCH,
                            "upstream", UrlTypes.UPSTREAM,
                            "flow", Types.ID_TEXT,
                            "access", ACCESS,
                            "identity", IdentitySection.SECTION,
                            "icon", new PictureType(),
                            "connection", Types.ID_TEXT,
                            "scope", OidcTypes.SCOPE,
                            "certificates", ClientCertificates.SECTION));

    @KeyTable(
            """
            One application behind the gateway.
            | match | everything on the gateway's own host | the requests that belong to the app; the
              longest path wins.
            | upstream | **required** without `forward-auth` | the address at which the gateway reaches
              the application; where another proxy passes the requests, `forward-auth: true` instead.
            | forward-auth | `false` | `true` in place of `upstream`: a proxy in front passes the
              requests to the application, and asks the gateway about each, see
              [forward-auth.md](forward-auth.md).
            | flow | **required** | the flow that users sign in through.
            | access | every request is refused | the access rules: the first rule that matches
              decides.
            | identity | its defaults | how the application gets the identity of the user.
            | timeout | its defaults | how long the gateway waits for the application and for its
              clients.
            | tokens | only browsers sign in | how programs sign in.
            | title | the id | the name of the application on pages for users.
            | icon | a letter | the picture of the application in the portal.
            """)
    private record Written(
            String id,
            Match match,
            @Nullable URI upstream,
            boolean forwardAuth,
            String flow,
            Timeout timeout,
            @Nullable Tokens tokens,
            @Nullable String title,
            @Nullable Picture icon) {}

    @KeyTable(
            """
            The requests that belong to the app.
            | host | the host of gateway.url | the host name.
            | path | `/` | the path and everything below it, in whole segments.
            """)
    private record Match(@Nullable String host, String path) {}

    /** The section. */
    public Section<App> section() {
        return WRITTEN.and(Forwarding.SECTION)
                .and(UpstreamTls.SECTION)
                .and(UpstreamHttp.SECTION)
                .requiring(
                        Requirement.unless(
                                "upstream",
                                Map.of("forward-auth", List.of("true"), "upstreams", List.of())))
                .to(this::app);
    }

    private App app(Written app, Fields fields) {
        Set<String> steps = steps(app.flow());
        Flow flow = flows.get(app.flow());
        var answers = flow == null ? new Flow("", List.of()).answers() : flow.answers();
        AppIdentity identity =
                fields.in(Scope.signedIn(steps).answering(answers))
                        .get("identity", IdentitySection.SECTION);
        Forwarding forwarding = Forwarding.SECTION.reader().apply(fields);
        checkOnce(identity, forwarding, fields);
        return new App(
                app.id(),
                app.match().host() == null ? gatewayHost : app.match().host(),
                app.match().path(),
                upstream(app, forwarding.upstreams(), fields),
                app.flow(),
                fields.in(Scope.identified(steps).answering(answers)).get("access", ACCESS),
                identity,
                forwarding,
                UpstreamTls.SECTION.reader().apply(fields),
                UpstreamHttp.SECTION.reader().apply(fields),
                app.timeout(),
                new Display(app.title() == null ? app.id() : app.title(), app.icon()),
                app.tokens());
    }

    /** Where the app's server is; null when another proxy passes the requests. */
    private static @Nullable URI upstream(Written app, List<URI> several, Fields fields) {
        if (app.forwardAuth()) {
            if (fields.has("upstream") || fields.has("upstreams")) {
                fields.error(
                        "forward-auth",
                        "true beside upstream",
                        "upstream, or forward-auth: true",
                        "Remove forward-auth where the gateway passes the requests to the"
                                + " application, or upstream where another proxy does.");
            }
            return null;
        }
        if (!several.isEmpty()) {
            checkSeveral(several, fields);
            return several.getFirst();
        }
        return app.upstream() == null ? NOWHERE : app.upstream();
    }

    private static void checkSeveral(List<URI> several, Fields fields) {
        boolean alike = several.stream().map(URI::getScheme).distinct().count() == 1;
        if (fields.has("upstream") || !alike) {
            fields.error(
                    "upstreams",
                    alike ? "several servers beside upstream" : "http and https together",
                    "the servers of one application, in place of upstream",
                    alike
                            ? "Write the address of upstream into the list."
                            : "Write one of the two.");
        }
    }

    private static void checkOnce(AppIdentity identity, Forwarding forwarding, Fields fields) {
        identity.names()
                .flatMap(name ->
                        forwarding.setHeaders().keySet().stream().filter(name::equalsIgnoreCase))
                .forEach(name ->
                        fields.error(
                                "set-headers",
                                name + ", which identity sets already",
                                "each header once",
                                "Remove one of the two."));
    }

    private Set<String> steps(String id) {
        Flow known = flows.get(id);
        return (known == null ? flows.values().stream() : Stream.of(known))
                .flatMap(each -> each.stepIds().stream())
                .collect(Collectors.toSet());
    }

    @KeyTable(
            """
            One rule: exactly one of these keys. A rule that fails admits no request: a failing
            `public` does not match, a failing `allow` or `deny` refuses.
            | public | | admits every request, with or without a session.
            | allow | | admits users who have signed in through the app's flow.
            | deny | | refuses.
            | else | the next rule | with `allow`: the flow in which a user signs in who would pass
              with a fresh or stronger proof; for all other users the next rule applies. Programs
              get 401.
            | acr | no level | with `else`: the level of authentication that is asked for.
            """)
    private record Rule(
            @Named("public") @Nullable Expression open,
            @Nullable Expression allow,
            @Nullable Expression deny,
            @Named("else") @Nullable String otherwise,
            @Nullable String acr) {
        AccessRule one(Fields fields) {
            List<AccessRule> rules =
                    Stream.of(
                                    rule(Effect.PUBLIC, open),
                                    rule(Effect.ALLOW, allow),
                                    rule(Effect.DENY, deny))
                            .flatMap(Function.identity())
                            .toList();
            if (rules.size() != 1 && !fields.context().problems().brokenAt(fields.place().path())) {
                fields.context()
                        .error(
                                fields.place(),
                                "a rule with " + rules.size() + " of the keys",
                                "exactly one of public, allow, deny",
                                "Write one rule for each.");
            }
            return rules.isEmpty()
                    ? new AccessRule(Effect.DENY, Expression.empty())
                    : rules.getFirst();
        }

        private Stream<AccessRule> rule(Effect effect, @Nullable Expression condition) {
            StepUp stepUp = otherwise == null ? null : new StepUp(otherwise, acr);
            return condition == null
                    ? Stream.empty()
                    : Stream.of(new AccessRule(effect, condition, stepUp));
        }
    }
}
