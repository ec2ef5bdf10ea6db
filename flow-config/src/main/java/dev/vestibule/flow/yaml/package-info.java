/**
 * YAML as it is written: every value with its place, and only what is no secret may be shown.
 *
 * <p>{@link MergedFiles} reads the files of a folder as one document of {@link YamlNode}s, which
 * {@link YamlReader} makes of one file; {@link SourceText} keeps the text with its secrets masked
 * ({@code Masks}); {@link References} finds what {@code ${env:NAME}} and {@code ${file:PATH}} name;
 * {@link Secret} hides a value. What the parser cannot read {@code SyntaxMistakes} explains with
 * {@code BracketMistakes} and {@code IndentationMistakes}. Begin with {@link YamlNode}. The package
 * {@code schema} gives the nodes a meaning.
 */
@NullMarked
package dev.vestibule.flow.yaml;

import org.jspecify.annotations.NullMarked;
