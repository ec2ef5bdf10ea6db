/**
 * Forms that survive a login: what a browser has posted to an app while its user was not signed in,
 * or needed a stronger sign-in, and sends again afterwards.
 *
 * <p>The package {@code access} calls it, since only a request that the gate has stopped is kept.
 * Begin reading at {@link dev.vestibule.gateway.keep.KeptForms}, which keeps a {@link
 * dev.vestibule.gateway.keep.KeptForm} encrypted, for one browser and once. {@link
 * dev.vestibule.gateway.keep.PostedForm} says which requests are kept, and {@link
 * dev.vestibule.gateway.keep.FormBody} which bodies. {@link
 * dev.vestibule.gateway.keep.SendAgainPage} is the page with the form: the browser itself sends it,
 * so that nothing reaches an app that does not pass the gate like every request.
 */
@NullMarked
package dev.vestibule.gateway.keep;

import org.jspecify.annotations.NullMarked;
