@NullMarked
package dev.vestibule.provisioning.api;

import org.jspecify.annotations.NullMarked;
