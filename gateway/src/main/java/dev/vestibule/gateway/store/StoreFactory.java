package dev.vestibule.gateway.store;

/** Opens stores, all of one kind: in this process, or shared by several. */
public interface StoreFactory {

    /**
     * @param capacity the largest number of values that it has to hold at once
     */
    <V> EphemeralStore<V> open(int capacity);
}
