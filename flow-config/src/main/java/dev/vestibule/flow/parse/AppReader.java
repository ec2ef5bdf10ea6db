package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.AccessRule;
import dev.vestibule.flow.model.AccessRule.Effect;
import dev.vestibule.flow.model.App;
import dev.vestibule.flow.model.App.Timeout;
import dev.vestibule.flow.model.Flow;
import dev.vestibule.flow.model.Step;
import dev.vestibule.flow.parse.YamlNode.Sequence;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one app.
 *
 * @param flows the flows, whose steps the access rules may name
 * @param gatewayHost the host of apps that name none
 */
record AppReader(
        Reading reading,
        ExpressionReader expressions,
        Map<String, Flow> flows,
        String gatewayHost) {

    App read(String id, YamlNode node) {
        Fields fields = Fields.of(node, AppKeys.SECTION, reading);
        Fields match = below(fields, AppKeys.MATCH, AppKeys.MATCH_SECTION);
        Fields identity = below(fields, AppKeys.IDENTITY, AppKeys.IDENTITY_SECTION);
        String flow = fields.get(AppKeys.FLOW, "?");
        return new App(
                id,
                match.find(AppKeys.HOST).orElse(gatewayHost),
                match.get(AppKeys.PATH),
                fields.get(AppKeys.UPSTREAM, URI.create("http://upstream.invalid")),
                flow,
                fields.node(AppKeys.ACCESS).map(access -> rules(access, flow)).orElse(List.of()),
                Set.copyOf(identity.get(AppKeys.HEADERS)),
                identity.get(AppKeys.ASSERTION),
                timeout(fields));
    }

    private Timeout timeout(Fields app) {
        Fields fields = below(app, AppKeys.TIMEOUT, AppKeys.TIMEOUT_SECTION);
        return new Timeout(
                fields.get(AppKeys.RESPONSE), fields.get(AppKeys.IDLE), fields.get(AppKeys.UPLOAD));
    }

    private Fields below(Fields fields, Key<YamlNode> key, Section section) {
        return Fields.orDefaults(fields.node(key), fields.place(), section, reading);
    }

    private List<AccessRule> rules(YamlNode node, String flow) {
        if (!(node instanceof Sequence sequence)) {
            reading.wrongKind(node, "a list of rules, each with public, allow or deny");
            return List.of();
        }
        Scope scope = Scope.identified(steps(flow));
        return sequence.items().stream().flatMap(item -> rule(item, scope).stream()).toList();
    }

    private Set<String> steps(String flow) {
        Optional<Flow> known = Optional.ofNullable(flows.get(flow));
        return known.map(Stream::of)
                .orElseGet(() -> flows.values().stream())
                .flatMap(each -> each.steps().stream())
                .filter(Step.Authenticate.class::isInstance)
                .map(step -> ((Step.Authenticate) step).id())
                .collect(Collectors.toSet());
    }

    private Optional<AccessRule> rule(YamlNode item, Scope scope) {
        Fields fields = Fields.of(item, AppKeys.ACCESS_SECTION, reading);
        List<AccessRule> rules =
                Arrays.stream(Effect.values())
                        .flatMap(effect -> rule(effect, fields, scope).stream())
                        .toList();
        if (rules.size() != 1 && !reading.problems().brokenAt(item.place().path())) {
            reading.problems()
                    .error(
                            item.place(),
                            "a rule with " + rules.size() + " of the keys",
                            "exactly one of public, allow, deny",
                            "Write one rule for each.");
        }
        return rules.stream().findFirst();
    }

    private Optional<AccessRule> rule(Effect effect, Fields fields, Scope scope) {
        Key<YamlNode> key =
                switch (effect) {
                    case PUBLIC -> AppKeys.PUBLIC;
                    case ALLOW -> AppKeys.ALLOW;
                    case DENY -> AppKeys.DENY;
                };
        return fields.node(key).map(node -> rule(effect, node, scope));
    }

    private AccessRule rule(Effect effect, YamlNode node, Scope scope) {
        // A public rule applies to every request: it cannot depend on the user.
        Scope visible = effect == Effect.PUBLIC ? Scope.beforeIdentity() : scope;
        Expression condition = expressions.read(node, visible, ResultKind.CONDITION);
        return new AccessRule(effect, condition);
    }
}
