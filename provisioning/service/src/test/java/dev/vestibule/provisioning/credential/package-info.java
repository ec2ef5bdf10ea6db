@NullMarked
package dev.vestibule.provisioning.credential;

import org.jspecify.annotations.NullMarked;
