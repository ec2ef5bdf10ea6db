package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.step.Step;

import java.util.Collection;
import java.util.HashMap;
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

    /** What makes the authenticators of every kind of connection and factor. */
    public Collection<Authenticator.Factory<?>> authenticators() {
        return factories.values();
    }

    /** The handler of the step's kind. */
    @SuppressWarnings("unchecked") // The key of each handler is its own kind.
    <S extends Step> StepHandler<S> handler(S step) {
        return (StepHandler<S>) found(handlers, step);
    }

    /** An authenticator for every connection and factor of the configuration, by its id. */
    Map<String, Authenticator> authenticators(FlowConfig config) {
        Map<String, Authenticator> made = new HashMap<>();
        config.connections().forEach((id, connection) -> made.put(id, authenticator(connection)));
        config.factors()
                .forEach((id, factor) -> {
                    if (factories.containsKey(factor.getClass())) {
                        made.put(id, authenticator(factor));
                    }
                });
        return made;
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
    private <O> Authenticator authenticator(O option) {
        return ((Authenticator.Factory<O>) found(factories, option)).create(option);
    }

    private static <T> T found(Map<Class<?>, T> kinds, Object of) {
        T found = kinds.get(of.getClass());
        if (found == null) {
            throw new IllegalStateException("nothing carries out " + of.getClass().getName());
        }
        return found;
    }
}
