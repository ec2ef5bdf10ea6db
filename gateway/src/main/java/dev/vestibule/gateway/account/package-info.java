/** The pages on which signed-in users see and change their own account. */
@NullMarked
package dev.vestibule.gateway.account;

import org.jspecify.annotations.NullMarked;
