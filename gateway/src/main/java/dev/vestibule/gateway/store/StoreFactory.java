package dev.vestibule.gateway.store;

/** Opens stores, all of one kind: in this process, or shared by several. */
public interface StoreFactory {

    /**
     * Opens a store of its own.
     *
     * @param capacity the largest number of values that it has to hold at once
     */
    <V> EphemeralStore<V> open(int capacity);
}
