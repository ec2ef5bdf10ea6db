package dev.vestibule.demo.keycloak;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Keycloak for every suite that asks for it; it ends after the last one. */
final class SharedKeycloak implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(KeycloakServer.class);
    }

    @Override
    public KeycloakServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedKeycloak.class))
                .getOrComputeIfAbsent(
                        KeycloakServer.class, _ -> KeycloakServer.start(), KeycloakServer.class);
    }
}
