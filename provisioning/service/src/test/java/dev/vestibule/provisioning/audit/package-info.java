@NullMarked
package dev.vestibule.provisioning.audit;

import org.jspecify.annotations.NullMarked;
