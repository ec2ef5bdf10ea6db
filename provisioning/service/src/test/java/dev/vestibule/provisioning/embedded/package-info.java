@NullMarked
package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.NullMarked;
