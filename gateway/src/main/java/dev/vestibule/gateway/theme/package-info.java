/**
 * How pages look in one version of the configuration: style sheet, pictures, links and words.
 *
 * <p>Begin reading at {@link dev.vestibule.gateway.theme.Look}, which the composition root makes
 * from each version and which {@link dev.vestibule.gateway.http.Pages} shows pages with. An {@link
 * dev.vestibule.gateway.theme.Asset} is a file that pages load from the gateway itself; {@code
 * StyleSheet} makes the largest of them. {@link dev.vestibule.gateway.theme.Languages} has the
 * {@link dev.vestibule.gateway.theme.Wording} of every language: the standard bundle with the
 * theme's own texts over it.
 */
@NullMarked
package dev.vestibule.gateway.theme;

import org.jspecify.annotations.NullMarked;
