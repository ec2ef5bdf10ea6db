/** The immutable configuration: connections, flows, apps and the settings around them. */
@NullMarked
package dev.vestibule.flow.model;

import org.jspecify.annotations.NullMarked;
