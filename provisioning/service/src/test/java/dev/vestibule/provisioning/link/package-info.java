@NullMarked
package dev.vestibule.provisioning.link;

import org.jspecify.annotations.NullMarked;
