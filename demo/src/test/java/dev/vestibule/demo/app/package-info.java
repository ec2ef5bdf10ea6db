@NullMarked
package dev.vestibule.demo.app;

import org.jspecify.annotations.NullMarked;
