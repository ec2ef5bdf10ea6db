/**
 * Unchanged applications behind a gateway process, with the blocks of docs/apps-known.md as they
 * are written. {@link dev.vestibule.demo.realapps.KnownApps} starts everything once; begin reading
 * at {@code RealAppsTest}.
 */
@NullMarked
package dev.vestibule.demo.realapps;

import org.jspecify.annotations.NullMarked;
