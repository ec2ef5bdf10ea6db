package dev.vestibule.gateway;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the gateway needs from its environment.
 *
 * @param variables the value of an environment variable, null when it is not set
 * @param random for all values that must not be guessed
 * @param scan how often the configuration folder is read
 */
public record GatewayEnvironment(
        Function<String, @Nullable String> variables,
        InstantSource clock,
        SecureRandom random,
        Duration scan) {

    /** The process's own. */
    public static GatewayEnvironment system() {
        return new GatewayEnvironment(
                System::getenv, InstantSource.system(), new SecureRandom(), Duration.ofSeconds(1));
    }
}
