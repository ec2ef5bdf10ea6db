@NullMarked
package dev.vestibule.provisioning.directory;

import org.jspecify.annotations.NullMarked;
