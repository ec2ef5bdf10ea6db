@NullMarked
package dev.vestibule.demo.web;

import org.jspecify.annotations.NullMarked;
