/** What holds for all of the source: walls, arrows, names and sizes. */
@NullMarked
package dev.vestibule.demo.architecture;

import org.jspecify.annotations.NullMarked;
