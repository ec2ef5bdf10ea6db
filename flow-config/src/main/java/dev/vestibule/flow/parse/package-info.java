/** Line-aware reading of YAML into the model. */
@NullMarked
package dev.vestibule.flow.parse;

import org.jspecify.annotations.NullMarked;
