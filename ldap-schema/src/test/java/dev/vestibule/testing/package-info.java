/**
 * What the tests of several modules share, and the benchmarks too: an authenticator app. One file,
 * because every other fixture belongs to one module.
 */
@NullMarked
package dev.vestibule.testing;

import org.jspecify.annotations.NullMarked;
