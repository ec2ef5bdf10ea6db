/** What may be a username: its form, what it must not look like, and what is reserved. */
@NullMarked
package dev.vestibule.flow.username;

import org.jspecify.annotations.NullMarked;
