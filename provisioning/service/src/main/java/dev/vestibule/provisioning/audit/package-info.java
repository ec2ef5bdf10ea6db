/** The durable record of what became of every command that may change the directory. */
@NullMarked
package dev.vestibule.provisioning.audit;

import org.jspecify.annotations.NullMarked;
