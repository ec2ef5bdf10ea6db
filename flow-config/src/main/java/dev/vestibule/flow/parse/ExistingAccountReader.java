package dev.vestibule.flow.parse;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.expression.Scope;
import dev.vestibule.flow.model.ExistingAccountSettings;
import dev.vestibule.flow.model.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.parse.YamlNode.Scalar;
import dev.vestibule.flow.parse.YamlNode.Sequence;
import dev.vestibule.flow.problem.Place;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import java.util.List;

/**
 * Reads what becomes of existing accounts.
 *
 * @param scope what the rules' expressions may name
 */
record ExistingAccountReader(Reading reading, ExpressionReader expressions, Scope scope) {

    ExistingAccountSettings read(YamlNode node) {
        if (node instanceof Scalar) {
            Policy policy = ExistingAccountKeys.POLICY.type().read(node, reading);
            return new ExistingAccountSettings(
                    policy, usual(policy, node.place()), ExistingAccountSettings.NoMatch.CREATE);
        }
        Fields fields = Fields.of(node, ExistingAccountKeys.SECTION, reading);
        Policy policy = fields.get(ExistingAccountKeys.POLICY);
        List<MatchRule> match =
                fields.node(ExistingAccountKeys.MATCH)
                        .map(rules -> rules(rules, policy))
                        .orElseGet(() -> usual(policy, node.place()));
        return new ExistingAccountSettings(policy, match, fields.get(ExistingAccountKeys.NO_MATCH));
    }

    private List<MatchRule> usual(Policy policy, Place place) {
        return switch (policy) {
            case DENY -> List.of();
            case LINK_VERIFIED_EMAIL, CONFIRM -> {
                Span nowhere = new Span(0, 0, 0, 0, Span.Form.CHANGED);
                Expression address =
                        expressions.read(
                                new Scalar(place, ExistingAccountKeys.ADDRESS, true, nowhere),
                                scope,
                                ResultKind.TEXT);
                yield List.of(new MatchRule(ExistingAccountKeys.ADDRESS_ATTRIBUTE, address));
            }
        };
    }

    private List<MatchRule> rules(YamlNode node, Policy policy) {
        String allowed = "a list of rules, each with attribute and value";
        if (!(node instanceof Sequence sequence)) {
            reading.wrongKind(node, allowed);
            return List.of();
        }
        if (sequence.items().isEmpty()) {
            reading.problems()
                    .error(node.place(), "an empty list", allowed, "Add one, or remove the key.");
        }
        return sequence.items().stream().map(item -> rule(item, policy)).toList();
    }

    private MatchRule rule(YamlNode node, Policy policy) {
        Fields fields = Fields.of(node, ExistingAccountKeys.RULE_SECTION, reading);
        String attribute =
                fields.get(ExistingAccountKeys.ATTRIBUTE, ExistingAccountKeys.ADDRESS_ATTRIBUTE);
        if (!AttributeNames.isIdentifying(attribute)) {
            fields.node(ExistingAccountKeys.ATTRIBUTE).ifPresent(this::notIdentifying);
        }
        Expression value =
                fields.node(ExistingAccountKeys.VALUE)
                        .map(expression -> expressions.read(expression, scope, ResultKind.TEXT))
                        .orElseGet(() -> new BrokenExpression(ExistingAccountKeys.ADDRESS));
        fields.node(ExistingAccountKeys.VALUE)
                .filter(_ -> policy == Policy.LINK_VERIFIED_EMAIL)
                .filter(_ -> !value.source().equals(ExistingAccountKeys.ADDRESS))
                .ifPresent(this::notTheAddress);
        return new MatchRule(attribute, value);
    }

    private void notIdentifying(YamlNode node) {
        reading.problems()
                .error(
                        node.place(),
                        "an attribute that several users can share, or that must not be used to find an"
                                + " account",
                        "an attribute that identifies one user, for example mail, uid or employeeNumber",
                        "Match by another attribute.");
    }

    private void notTheAddress(YamlNode node) {
        reading.problems()
                .error(
                        node.place(),
                        "another value than the verified address, which link-verified-email needs",
                        ExistingAccountKeys.ADDRESS,
                        "Write claims.email, or choose the policy confirm.");
    }
}
