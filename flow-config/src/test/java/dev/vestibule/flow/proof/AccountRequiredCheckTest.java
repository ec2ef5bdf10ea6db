package dev.vestibule.flow.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.problem.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class AccountRequiredCheckTest {
    private static final String YAML =
            """
            gateway: { url: "https://login.example.org" }
            directory: { url: embedded, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
            connections:
              corp: { type: oidc, issuer: "https://corp.example", client-id: v, client-secret: "${env:S}", provisioning: { enabled: false } }
              other: { type: oidc, issuer: "https://other.example", client-id: v, client-secret: "${env:S}", provisioning: { enabled: false } }
              partner:
                type: oidc
                issuer: "https://partner.example"
                client-id: v
                client-secret: "${env:S}"
                provisioning: { enabled: true, username: claims.sub, attributes: { sn: claims.sub } }
            flows:
              staff:
                steps:
            %s
            apps:
              wiki: { match: { path: / }, upstream: "http://127.0.0.1:1", flow: staff, access: [ { allow: "true" } ] }
            """;

    @Test
    void aConnectionWithoutAccountsBeforeAFactorIsAnErrorThatNamesStepConnectionAndRemedies() {
        List<Problem> problems =
                check(
                        "{ id: first, authenticate: [corp, partner] }",
                        "{ id: second, authenticate: [totp, recovery_code] }");

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().path()).isEqualTo("flows.staff.steps[1].authenticate");
        assertThat(problems.getFirst().toString())
                .contains(
                        "account-required",
                        "step second",
                        "users of corp",
                        "Enable connections.corp.provisioning",
                        "password",
                        "!= \"corp\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{ corp: { when: \"request.ip == '10.0.0.1'\" } }, partner]",
                "[{ corp: { force: true, acr: gold } }]",
            })
    void anOptionWithKeysIsTriedLikeOneWithout(String options) {
        assertThat(
                        check(
                                "{ id: first, authenticate: " + options + " }",
                                "{ id: second, authenticate: [totp] }"))
                .hasSize(1)
                .first()
                .satisfies(found -> assertThat(found.toString()).contains("users of corp"));
    }

    @Test
    void anOptionThatIsHiddenForTheConnectionHelpsItsUsersNot() {
        String second = "{ id: second, authenticate: [totp, { partner: { when: '%s' } }] }";
        String first = "{ id: first, authenticate: [corp, partner] }";

        assertThat(check(first, second.formatted("steps.first.option == \"corp\"")))
                .noneMatch(found -> found.toString().contains("account-required"));
        assertThat(check(first, second.formatted("steps.first.option != \"corp\"")))
                .anyMatch(found -> found.toString().contains("account-required"));
        assertThat(check(first, second.formatted("request.ip == \"10.0.0.1\"")))
                .anyMatch(found -> found.toString().contains("account-required"));
    }

    @Test
    void aFactorThatIsHiddenForTheConnectionNeedsNoAccount() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp, partner] }",
                                "{ id: second, authenticate: [corp, { totp: { when:"
                                        + " 'steps.first.option != \"corp\"' } }] }"))
                .noneMatch(found -> found.toString().contains("account-required"));
    }

    @Test
    void aStepWhoseConnectionsCanAllBeHiddenDoesNotBeginWithASecondFactor() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [totp, { partner: { when: 'request.ip"
                                        + " == \"10.0.0.1\"' } }] }"))
                .anyMatch(found -> found.toString().contains("no user is known yet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps.first.option != \"corp\"",
                "connection != \"corp\"",
                "connection in [\"partner\"]",
                "steps.first.option == \"partner\"",
                "steps.first.option != \"corp\" && request.ip != \"10.0.0.1\"",
                "!(steps.first.option in [\"corp\", \"other\"])",
            })
    void aConditionThatSkipsTheStepForTheConnectionIsARemedy(String when) {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp, partner] }",
                                "{ id: second, authenticate: [totp], when: '" + when + "' }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.ip != \"10.0.0.1\"",
                "steps.first.option != \"other\"",
                "steps.first.option != \"corp\" || request.ip != \"10.0.0.1\"",
                "!(\"pwd\" in steps.first.amr)",
                "\"contractors\" in account.groups",
            })
    void aConditionThatMayBeTrueForTheConnectionIsNone(String when) {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp, partner] }",
                                "{ id: second, authenticate: [totp], when: '" + when + "' }"))
                .hasSize(1);
    }

    @Test
    void provisioningAndAnEarlierLocalAccountAreRemedies() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [partner, password] }",
                                "{ id: second, authenticate: [totp] }"))
                .isEmpty();
    }

    @Test
    void aFactorThatIdentifiesNobodyCannotBeTheFirstStep() {
        List<Problem> problems =
                check(
                        "{ id: first, authenticate: [totp] }",
                        "{ id: second, authenticate: [password] }");

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().toString()).contains("no user is known yet");
    }

    @Test
    void aStepWithAConnectionBesideTheFactorLeavesAWay() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp] }",
                                "{ id: second, authenticate: [totp, corp] }"))
                .isEmpty();
    }

    @Test
    void whatALaterStepChangesIsSeen() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp, partner] }",
                                "{ id: between, authenticate: [corp, partner] }",
                                "{ id: second, authenticate: [totp], when: 'steps.between.option =="
                                        + " \"partner\"' }"))
                .isEmpty();
    }

    @Test
    void aRefusalOfTheConnectionEndsItsWay() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp, partner] }",
                                "{ deny: Not with corp., when: 'connection == \"corp\"' }",
                                "{ id: second, authenticate: [totp] }"))
                .isEmpty();
    }

    @Test
    void aLaterSubjectWithoutAccountTakesTheAccountAway() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [password] }",
                                "{ id: second, authenticate: [corp], subject: true, same-person:"
                                        + " 'claims.sub == account.username' }",
                                "{ id: third, authenticate: [totp] }"))
                .anyMatch(found -> found.toString().contains("step third needs an account"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"has(steps.first.amr)", "steps.first.authenticated", "has(steps.first)"})
    void aConditionOnAnotherMemberOfTheStepSkipsNothing(String when) {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp, partner] }",
                                "{ id: second, authenticate: [totp], when: '" + when + "' }"))
                .anyMatch(found -> found.toString().contains("users of corp have none"));
    }

    @Test
    void afterAWayBackTheLackOfAnAccountIsAWarning() {
        assertThat(
                        check(
                                "{ id: first, authenticate: [corp] }",
                                "{ id: second, assign: { groups: [staff] }, on-failure: first }"))
                .anyMatch(found ->
                        found.severity() == Problem.Severity.WARNING
                                && found.found().contains("corp may have none after a step"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh(steps.second, \"5m\")", "has(steps.second)"})
    void aRuleThatContinuesTheSessionOfAnotherFlowNeedsTheAccountThere(String rule) {
        assertThat(twoFlows(rule))
                .anyMatch(found ->
                        found.path().startsWith("flows.strong.steps[0]")
                                && found.found().contains("users of corp have none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection != \"corp\" && fresh(steps.second, \"5m\")",
                "connection == \"corp\" || fresh(steps.second, \"5m\")",
                "steps.first.option == \"corp\" || fresh(steps.second, \"5m\")",
            })
    void aRuleThatLeadsUsersOfTheConnectionNowhereNeedsNoAccount(String rule) {
        assertThat(twoFlows(rule)).noneMatch(found -> found.found().contains("account-required"));
    }

    private static List<Problem> twoFlows(String rule) {
        return load(
                YAML.formatted(
                                "      - { id: first, authenticate: [corp, partner] }\n"
                                        + "      - { id: second, authenticate: [totp], when:"
                                        + " 'steps.first.option == \"partner\"' }")
                        .replace(
                                "apps:",
                                "  strong: { steps: [ { id: start, authenticate: [password] }, {"
                                        + " id: second, authenticate: [totp] } ] }\napps:")
                        .replace(
                                "access: [", "access: [ { allow: '" + rule + "', else: strong },"));
    }

    private static List<Problem> check(String... steps) {
        String lines =
                String.join("\n", List.of(steps).stream().map(step -> "      - " + step).toList());
        return load(YAML.formatted(lines));
    }

    private static List<Problem> load(String yaml) {
        return new FlowConfigLoader()
                        .load(Map.of("vestibule.yaml", yaml), Path.of("."), _ -> "secret")
                        .problems()
                        .stream()
                        .filter(problem -> problem.path().contains("steps"))
                        .toList();
    }
}
