/** Conditions and mappings: compiled CEL expressions and the facts that they see. */
@NullMarked
package dev.vestibule.flow.expression;

import org.jspecify.annotations.NullMarked;
