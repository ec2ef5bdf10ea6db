@NullMarked
package dev.vestibule.provisioning.testing;

import org.jspecify.annotations.NullMarked;
