package dev.vestibule.gateway.store;

/**
 * What a store is opened for.
 *
 * @param name tells it from the others, in failures and in shared servers
 * @param part how much of the memory it may take
 * @param weigher how large a value is
 */
public record StoreKind<V>(String name, Part part, Weigher<V> weigher) {

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
