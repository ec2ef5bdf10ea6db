package dev.vestibule.gateway.store;

import java.util.function.ToLongFunction;

/**
 * What a store is opened for.
 *
 * @param name tells it from the others, in failures and in shared servers
 * @param part how much of the memory it may take
 * @param size how many bytes of the heap a value takes
 * @param type records, collections, texts, numbers and times only, which {@link JsonCodec} can
 *     write
 */
public record StoreKind<V>(String name, Part part, Class<V> type, ToLongFunction<V> size) {

    /** A kind whose values have nothing in common with what is elsewhere. */
    public StoreKind(String name, Part part, Class<V> type) {
        this(name, part, type, HeapSize::of);
    }

    /**
     * A part of the heap, in percent.
     *
     * @param own set aside for this store, whatever the others hold
     * @param most what it may hold while the others leave room
     */
    public record Part(int own, int most) {
        public Part {
            if (own < 0 || most < own || most > 100) {
                throw new IllegalArgumentException("a part from 0 to 100 percent is needed");
            }
        }

        /** This much and never more. */
        public static Part fixed(int percent) {
            return new Part(percent, percent);
        }
    }
}
