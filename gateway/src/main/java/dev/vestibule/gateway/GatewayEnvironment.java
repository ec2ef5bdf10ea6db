package dev.vestibule.gateway;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the gateway takes from its surroundings.
 *
 * @param variables the value of an environment variable, null when it is not set
 * @param random cryptographically strong and safe for several threads
 * @param scan how often the configuration folder is looked at
 */
public record GatewayEnvironment(
        Function<String, @Nullable String> variables,
        InstantSource clock,
        RandomGenerator random,
        Duration scan) {

    /** The process's own. */
    public static GatewayEnvironment system() {
        return new GatewayEnvironment(
                System::getenv, InstantSource.system(), new SecureRandom(), Duration.ofSeconds(1));
    }
}
