package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.step.Step;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every kind of step and of authenticator that this gateway has. */
public final class LoginKinds {
    private final Map<Class<?>, StepHandler<?>> handlers = new LinkedHashMap<>();
    private final Map<Class<?>, Authenticator.Factory<?>> factories = new LinkedHashMap<>();

    public LoginKinds(List<StepHandler<?>> steps, List<Authenticator.Factory<?>> authenticators) {
        steps.forEach(handler -> handlers.put(handler.kind(), handler));
        authenticators.forEach(factory -> factories.put(factory.kind(), factory));
    }

    /** The handler of every kind of step. */
    public Collection<StepHandler<?>> steps() {
        return handlers.values();
    }

    /** What makes the authenticators of every kind of connection. */
    public Collection<Authenticator.Factory<?>> authenticators() {
        return factories.values();
    }

    /** The handler of the step's kind. */
    @SuppressWarnings("unchecked") // The key of each handler is its own kind.
    <S extends Step> StepHandler<S> handler(S step) {
        return (StepHandler<S>) found(handlers, step);
    }

    /** An authenticator for every connection of the configuration, by its id. */
    Map<String, Authenticator> authenticators(FlowConfig config) {
        return config.connections().values().stream()
                .collect(Collectors.toMap(Connection::id, this::authenticator));
    }

    /** Every state in which a login can wait. */
    public Set<Class<? extends LoginState>> states() {
        return Stream.concat(
                        handlers.values().stream().map(StepHandler::states),
                        factories.values().stream().map(Authenticator.Factory::states))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked") // The key of each factory is its own kind.
    private <C extends Connection> Authenticator authenticator(C connection) {
        return ((Authenticator.Factory<C>) found(factories, connection)).create(connection);
    }

    private static <T> T found(Map<Class<?>, T> kinds, Object of) {
        T found = kinds.get(of.getClass());
        if (found == null) {
            throw new IllegalStateException("nothing carries out " + of.getClass().getName());
        }
        return found;
    }
}
