@NullMarked
package dev.vestibule.demo.idp;

import org.jspecify.annotations.NullMarked;
