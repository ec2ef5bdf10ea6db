/** Sessions: what exists after login, until logout or expiry. */
@NullMarked
package dev.vestibule.gateway.session;

import org.jspecify.annotations.NullMarked;
