@NullMarked
package dev.vestibule.provisioning.administration;

import org.jspecify.annotations.NullMarked;
