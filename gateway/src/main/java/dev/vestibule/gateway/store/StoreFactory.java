package dev.vestibule.gateway.store;

/** Opens stores, all of one kind: in this process, or shared by several. */
public interface StoreFactory {

    /**
     * Opens a store of its own. A full store refuses the next value: that operation fails, and what
     * is in the store stays.
     */
    <V> EphemeralStore<V> open(StoreKind<V> kind);
}
