/** What the demo's own pages share: forms, templates and the style sheet. */
@NullMarked
package dev.vestibule.demo.web;

import org.jspecify.annotations.NullMarked;
