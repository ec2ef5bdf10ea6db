/** The provisioning service: answers commands on the event bus with the directory's help. */
@NullMarked
package dev.vestibule.provisioning;

import org.jspecify.annotations.NullMarked;
