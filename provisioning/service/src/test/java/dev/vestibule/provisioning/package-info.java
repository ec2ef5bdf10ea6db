@NullMarked
package dev.vestibule.provisioning;

import org.jspecify.annotations.NullMarked;
