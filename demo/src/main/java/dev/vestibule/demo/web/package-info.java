/**
 * What the pages of the demo share. The sample application and the identity provider render with
 * {@link dev.vestibule.demo.web.DemoPages} and read forms with {@link
 * dev.vestibule.demo.web.FormFields}.
 *
 * <p>Small because it is only what two packages need that must not depend on each other.
 */
@NullMarked
package dev.vestibule.demo.web;

import org.jspecify.annotations.NullMarked;
