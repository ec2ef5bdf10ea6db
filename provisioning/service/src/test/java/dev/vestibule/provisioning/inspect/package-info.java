@NullMarked
package dev.vestibule.provisioning.inspect;

import org.jspecify.annotations.NullMarked;
