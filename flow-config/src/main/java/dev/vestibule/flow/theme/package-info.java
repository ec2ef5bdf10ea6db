/**
 * How the gateway's pages look and what they say: {@code theme}, and the pictures of apps and
 * connections.
 *
 * <p>Begin reading at {@link dev.vestibule.flow.theme.ThemeSection}, whose keys become a {@link
 * dev.vestibule.flow.theme.Theme}. Every file that it names is read with the configuration, so a
 * theme is complete in itself: {@link dev.vestibule.flow.theme.PictureType} reads pictures, {@code
 * CssType} a style sheet and {@code TextsType} a folder of texts. {@link
 * dev.vestibule.flow.theme.Accent} keeps text readable on any colour; {@link
 * dev.vestibule.flow.theme.ThemeCheck} compares texts with those that the pages have.
 */
@NullMarked
package dev.vestibule.flow.theme;

import org.jspecify.annotations.NullMarked;
