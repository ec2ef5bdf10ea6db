/**
 * Stores in this process. {@link dev.vestibule.gateway.store.memory.MemoryStores} opens them for
 * the composition root; begin reading at {@link dev.vestibule.gateway.store.memory.MemoryStore},
 * which keeps the values as they are and takes their bytes from the {@link
 * dev.vestibule.gateway.store.memory.MemoryBudget}.
 */
@NullMarked
package dev.vestibule.gateway.store.memory;

import org.jspecify.annotations.NullMarked;
