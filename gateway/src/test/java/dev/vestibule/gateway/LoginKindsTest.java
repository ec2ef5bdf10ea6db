package dev.vestibule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.StandardTypes;
import dev.vestibule.flow.connection.AuthenticatorType;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.factor.FactorType;
import dev.vestibule.flow.step.StepType;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.LoginKinds;
import dev.vestibule.gateway.login.StepHandler;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What every kind of step and of authenticator has: a handler in a package of its own, its keys in
 * the reference and a page of the documentation. Its pages and their texts are in PagesTest, its
 * states in LoginCodecTest, and the answers that must change nothing in BypassMatrixTest.
 */
@ExtendWith(VertxExtension.class)
final class LoginKindsTest {
    private static final Path DOCS = Path.of("..", "docs");

    private LoginKinds kinds;

    @BeforeEach
    void register(Vertx vertx) {
        kinds = RegisteredKinds.all(vertx);
    }

    @Test
    void everyKindThatTheConfigurationKnowsIsRegistered() {
        assertThat(kinds.steps())
                .extracting(StepHandler::kind)
                .containsExactlyInAnyOrder(
                        StandardTypes.steps().types().stream()
                                .map(StepType::kind)
                                .toArray(Class[]::new));
        assertThat(connections())
                .extracting(Authenticator.Factory::kind)
                .containsExactlyInAnyOrder(
                        StandardTypes.authenticators().types().stream()
                                .map(AuthenticatorType::kind)
                                .toArray(Class[]::new));
        assertThat(factors())
                .extracting(Authenticator.Factory::kind)
                .containsExactlyInAnyOrder(
                        StandardTypes.factors().types().stream()
                                .map(FactorType::kind)
                                .toArray(Class[]::new));
    }

    @Test
    void everyKindHasAPackageOfItsOwn() {
        assertThat(kinds.steps())
                .allSatisfy(step ->
                        assertThat(step.getClass().getPackageName())
                                .isEqualTo("dev.vestibule.gateway.step." + key(step.kind())));
        assertThat(connections())
                .allSatisfy(option ->
                        assertThat(option.getClass().getPackageName())
                                .isEqualTo(
                                        "dev.vestibule.gateway.connection." + key(option.kind())));
        assertThat(factors())
                .allSatisfy(factor ->
                        assertThat(factor.getClass().getPackageName())
                                .isEqualTo("dev.vestibule.gateway.factor." + key(factor.kind())));
    }

    @Test
    void everyKindIsInTheReferenceAndOnAPageOfTheDocumentation() throws IOException {
        String reference = Files.readString(DOCS.resolve("configuration.md"));
        String flows = Files.readString(DOCS.resolve("flows.md"));
        String connections = Files.readString(DOCS.resolve("connections.md"));
        String factors = Files.readString(DOCS.resolve("factors.md"));

        assertThat(kinds.steps())
                .allSatisfy(step -> {
                    assertThat(reference).contains("with " + written(step.kind()));
                    assertThat(flows).contains("`" + written(step.kind()));
                });
        assertThat(connections())
                .allSatisfy(option -> {
                    assertThat(reference).contains("`" + key(option.kind()));
                    assertThat(connections).contains("type: " + key(option.kind()));
                });
        assertThat(StandardTypes.factors().types())
                .allSatisfy(factor -> {
                    assertThat(reference).contains("`factors." + factor.id() + "`");
                    assertThat(factors).contains("`" + factor.id() + "`");
                });
    }

    private List<Authenticator.Factory<?>> connections() {
        return kinds.authenticators().stream()
                .filter(option -> Connection.class.isAssignableFrom(option.kind()))
                .toList();
    }

    private List<Authenticator.Factory<?>> factors() {
        return kinds.authenticators().stream()
                .filter(option -> Factor.class.isAssignableFrom(option.kind()))
                .toList();
    }

    /** The key of the step in the YAML, where words have a hyphen between them. */
    private static String written(Class<?> kind) {
        return kind.getSimpleName()
                .replaceAll("Step", "")
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The name of the kind's packages. */
    private static String key(Class<?> kind) {
        return kind.getSimpleName()
                .replaceAll("Step|Connection|Factor", "")
                .toLowerCase(Locale.ROOT);
    }
}
