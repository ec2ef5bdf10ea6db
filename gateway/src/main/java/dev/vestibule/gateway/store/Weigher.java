package dev.vestibule.gateway.store;

/** Says how much of the heap a value takes, in bytes. */
@FunctionalInterface
public interface Weigher<V> {

    /**
     * An estimate that errs to the large side; what a value shares with the configuration is not
     * counted.
     */
    long bytes(V value);
}
