/**
 * What a key of the YAML is, described once: its name, what it takes, its default and its meaning.
 *
 * <p>The packages of the sections declare theirs in a {@link KeyTable} and get a {@link Section},
 * which reads itself ({@link Fields}) and documents itself ({@link ValueType#sections}). Kinds of
 * values: {@link Types} and {@link UrlTypes} (single values), {@link ListType}, {@link ItemList}
 * and {@link EntryMap} (several), {@link ExpressionType}, {@link SecretType}. {@link ParseContext}
 * is what they need while they read. Begin with {@link Section}.
 */
@NullMarked
package dev.vestibule.flow.schema;

import org.jspecify.annotations.NullMarked;
