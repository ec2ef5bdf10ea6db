package dev.vestibule.provisioning.api;

import java.util.function.Function;

/**
 * The answer to a {@link Command}: its value, or why there is none.
 *
 * @param <R> the value
 */
public sealed interface Reply<R> {

    /** The command was carried out. */
    record Value<R>(R value) implements Reply<R> {}

    /** The command was not carried out. */
    record Failed<R>(Failure failure) implements Reply<R> {}

    /** The value as a reply. */
    static <R> Reply<R> of(R value) {
        return new Value<>(value);
    }

    /** The failure as a reply. */
    static <R> Reply<R> failed(Failure failure) {
        return new Failed<>(failure);
    }

    /**
     * The value, or the failure as an exception.
     *
     * @throws X what {@code refused} makes of the failure
     */
    default <X extends Throwable> R orThrow(Function<Failure, X> refused) throws X {
        return switch (this) {
            case Value<R>(var value) -> value;
            case Failed<R>(var failure) -> throw refused.apply(failure);
        };
    }
}
