/** What a signed-in person sees and changes of their own account. */
@NullMarked
package dev.vestibule.gateway.account;

import org.jspecify.annotations.NullMarked;
