@NullMarked
package dev.vestibule.demo.compose;

import org.jspecify.annotations.NullMarked;
