/** The demo's journey and passkeys in a real browser, with pictures of every page. */
@NullMarked
package dev.vestibule.demo.chromium;

import org.jspecify.annotations.NullMarked;
