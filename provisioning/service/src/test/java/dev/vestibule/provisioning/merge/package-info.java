@NullMarked
package dev.vestibule.provisioning.merge;

import org.jspecify.annotations.NullMarked;
