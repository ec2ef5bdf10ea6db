/** What is left when the process is killed. */
@NullMarked
package dev.vestibule.demo.crash;

import org.jspecify.annotations.NullMarked;
