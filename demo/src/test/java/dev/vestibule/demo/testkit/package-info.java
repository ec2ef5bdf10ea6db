/** What the end-to-end suites share: a browser without a window, processes, real components. */
@NullMarked
package dev.vestibule.demo.testkit;

import org.jspecify.annotations.NullMarked;
