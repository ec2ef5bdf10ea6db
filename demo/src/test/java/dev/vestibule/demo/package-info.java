@NullMarked
package dev.vestibule.demo;

import org.jspecify.annotations.NullMarked;
