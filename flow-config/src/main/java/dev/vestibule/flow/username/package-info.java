/**
 * What may be a username: its form, what it must not look like, and what is reserved.
 *
 * <p>Begin reading at {@link dev.vestibule.flow.username.UsernameRule}, which the gateway asks
 * about each name that a claim or a user proposes. {@code LookAlikes} knows the characters that
 * deceive; {@link dev.vestibule.flow.username.UsernameProblem} says what is wrong. {@code
 * UsernameSection} has the keys of the YAML.
 */
@NullMarked
package dev.vestibule.flow.username;

import org.jspecify.annotations.NullMarked;
