@NullMarked
package dev.vestibule.provisioning.bus;

import org.jspecify.annotations.NullMarked;
