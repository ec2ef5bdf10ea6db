package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.App.Display;
import dev.vestibule.flow.app.App.HeaderPreset;
import dev.vestibule.flow.app.App.Timeout;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.ItemList;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.theme.PictureType;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of one app. */
public final class AppSection {
    private final Map<String, Flow> flows;
    private final String gatewayHost;
    private final Keys keys = new Keys("One application behind the gateway.");
    private final Key<Match> match =
            keys.optional("match", match(), "everything on the gateway's own host")
                    .means("the requests that belong to the app; the longest path wins.");
    private final Key<URI> upstream =
            keys.required("upstream", UrlTypes.UPSTREAM)
                    .means("the address at which the gateway reaches the application.");
    private final Key<String> flow =
            keys.required("flow", Types.ID_TEXT).means("the flow that users sign in through.");
    private final Key<List<AccessRule>> access =
            keys.optional(
                            "access",
                            new ItemList<>(
                                    "a list of rules",
                                    "a list of rules, each with public, allow or deny",
                                    rule()),
                            "every request is refused")
                    .means("the access rules: the first rule that matches decides.");
    private final Key<Identity> identity =
            keys.section("identity", identity())
                    .means("how the application gets the identity of the user.");
    private final Key<Timeout> timeout =
            keys.section("timeout", timeout())
                    .means("how long the gateway waits for the application and for its clients.");

    private final Key<String> title =
            keys.optional("title", Types.TEXT, "the id")
                    .means("the name of the application on pages for users.");
    private final Key<Picture> icon =
            keys.optional("icon", new PictureType(), "a letter")
                    .means("the picture of the application in the portal.");

    private record Match(@Nullable String host, String path) {}

    private record Identity(Set<HeaderPreset> headers, boolean assertion) {}

    /**
     * @param flows the flows, whose steps the access rules may name
     * @param gatewayHost the host of apps that name none
     */
    public AppSection(Map<String, Flow> flows, String gatewayHost) {
        this.flows = flows;
        this.gatewayHost = gatewayHost;
    }

    /** The section. */
    public Section<App> section() {
        return keys.reads(this::read);
    }

    private App read(Fields fields) {
        Match matched = fields.get(match);
        Identity learned = fields.get(identity);
        return new App(
                fields.id(),
                matched.host() == null ? gatewayHost : matched.host(),
                matched.path(),
                fields.get(upstream),
                fields.get(flow),
                fields.in(Scope.identified(steps(fields.get(flow)))).get(access),
                learned.headers(),
                learned.assertion(),
                fields.get(timeout),
                new Display(
                        fields.find(title).orElse(fields.id()), fields.find(icon).orElse(null)));
    }

    private Set<String> steps(String id) {
        Flow known = flows.get(id);
        return (known == null ? flows.values().stream() : Stream.of(known))
                .flatMap(each -> each.stepIds().stream())
                .collect(Collectors.toSet());
    }

    private static Section<Match> match() {
        Keys keys = new Keys("The requests that belong to the app.");
        Key<String> host =
                keys.optional("host", UrlTypes.HOST_NAME, "the host of gateway.url")
                        .means("the host name.");
        Key<String> path =
                keys.preset("path", UrlTypes.PATH_PREFIX, "/")
                        .means("the path and everything below it, in whole segments.");
        return keys.reads(fields -> new Match(fields.find(host).orElse(null), fields.get(path)));
    }

    private static Section<AccessRule> rule() {
        Keys keys =
                new Keys(
                        "One rule: exactly one of these keys. A rule that fails admits no request:"
                                + " a failing `public` does not match, a failing `allow` or `deny`"
                                + " refuses.");
        Map<Effect, Key<Expression>> effects = new EnumMap<>(Effect.class);
        effects.put(
                Effect.PUBLIC,
                effect(keys, "public", "admits every request, with or" + " without a session."));
        effects.put(
                Effect.ALLOW,
                effect(keys, "allow", "admits users who have signed in through the app's flow."));
        effects.put(Effect.DENY, effect(keys, "deny", "refuses."));
        return keys.reads(fields -> rule(fields, effects));
    }

    private static Key<Expression> effect(Keys keys, String name, String meaning) {
        return keys.optional(name, ExpressionType.CONDITION, "").means(meaning);
    }

    private static AccessRule rule(Fields fields, Map<Effect, Key<Expression>> effects) {
        List<AccessRule> rules = new ArrayList<>();
        effects.forEach((effect, key) -> {
            // A public rule applies to every request: it cannot depend on the user.
            Fields visible = effect == Effect.PUBLIC ? fields.in(Scope.beforeIdentity()) : fields;
            visible.find(key).ifPresent(condition -> rules.add(new AccessRule(effect, condition)));
        });
        if (rules.size() != 1 && !fields.context().problems().brokenAt(fields.place().path())) {
            fields.context()
                    .error(
                            fields.place(),
                            "a rule with " + rules.size() + " of the keys",
                            "exactly one of public, allow, deny",
                            "Write one rule for each.");
        }
        return rules.isEmpty() ? new AccessRule(Effect.DENY, Expression.empty()) : rules.getFirst();
    }

    private static Section<Identity> identity() {
        Keys keys = new Keys("How the application gets the identity of the user.");
        Key<List<HeaderPreset>> headers =
                keys.preset(
                                "headers",
                                Types.listOf(Types.choice(HeaderPreset.values())),
                                "x-forwarded")
                        .means(
                                "the presets of identity headers that the application receives;"
                                        + " `[]` for none.");
        Key<Boolean> assertion =
                keys.preset("assertion", Types.TRUTH, "false")
                        .means("whether it also receives a signed `X-Vestibule-Assertion`.");
        return keys.reads(
                fields -> new Identity(Set.copyOf(fields.get(headers)), fields.get(assertion)));
    }

    private static Section<Timeout> timeout() {
        Keys keys = new Keys("How long the gateway waits for the application and for its clients.");
        Key<Duration> response =
                keys.preset("response", Types.DURATION, "30s")
                        .means(
                                "how long the application may need to start its answer, after it"
                                        + " has received the whole request.");
        Key<Duration> idle =
                keys.preset("idle", Types.DURATION, "5m")
                        .means(
                                "how long a request, an open stream or a WebSocket may stay without"
                                        + " a byte in either direction.");
        Key<Duration> upload =
                keys.preset("upload", Types.DURATION, "30s")
                        .means(
                                "how long a request body may arrive more slowly than 240 bytes a second.");
        return keys.reads(
                fields -> new Timeout(fields.get(response), fields.get(idle), fields.get(upload)));
    }
}
