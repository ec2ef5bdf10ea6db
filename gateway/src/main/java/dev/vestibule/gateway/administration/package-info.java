/** What administrators and their rules do with accounts, through commands on the event bus. */
@NullMarked
package dev.vestibule.gateway.administration;

import org.jspecify.annotations.NullMarked;
