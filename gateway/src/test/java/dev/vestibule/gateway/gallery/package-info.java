/**
 * Every page in a real browser: accessible, light, without requests to others, and as a picture.
 *
 * <p>{@code PageGalleryTest} begins with the samples of {@link
 * dev.vestibule.gateway.http.PageSamples}.
 */
@NullMarked
package dev.vestibule.gateway.gallery;

import org.jspecify.annotations.NullMarked;
