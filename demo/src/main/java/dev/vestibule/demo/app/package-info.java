/** A sample application behind the gateway: shows what arrived and what lies in the directory. */
@NullMarked
package dev.vestibule.demo.app;

import org.jspecify.annotations.NullMarked;
