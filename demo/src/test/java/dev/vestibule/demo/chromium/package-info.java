/**
 * What users see in a real browser, with pictures of the pages: the demo, passkeys, the steps and
 * rules of flows, and TLS of the gateway's own. Begin with {@code Journey}.
 */
@NullMarked
package dev.vestibule.demo.chromium;

import org.jspecify.annotations.NullMarked;
