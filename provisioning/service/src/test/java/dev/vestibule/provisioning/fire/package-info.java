/** Suites under fire: hostile values, services that die, directories that go away. */
@NullMarked
package dev.vestibule.provisioning.fire;

import org.jspecify.annotations.NullMarked;
