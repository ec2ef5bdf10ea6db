/**
 * The one store of everything ephemeral: sessions, logins, hand-off codes. Values expire, a value
 * can be taken once, and the memory that they may need is limited in bytes.
 *
 * <p>A package that needs a store opens it with a {@link dev.vestibule.gateway.store.StoreFactory}
 * for a {@link dev.vestibule.gateway.store.StoreKind}. Begin reading at {@link
 * dev.vestibule.gateway.store.EphemeralStore}. The package {@code memory} keeps values in this
 * process; a store outside of it writes them with {@link dev.vestibule.gateway.store.JsonCodec}.
 * {@link dev.vestibule.gateway.store.OwnedStore} limits how many values one owner has.
 */
@NullMarked
package dev.vestibule.gateway.store;

import org.jspecify.annotations.NullMarked;
