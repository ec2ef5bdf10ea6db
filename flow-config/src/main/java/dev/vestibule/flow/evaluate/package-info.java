/** Pure decisions: which step comes next, who may pass, what an account looks like. */
@NullMarked
package dev.vestibule.flow.evaluate;

import org.jspecify.annotations.NullMarked;
