@NullMarked
package dev.vestibule.provisioning.group;

import org.jspecify.annotations.NullMarked;
