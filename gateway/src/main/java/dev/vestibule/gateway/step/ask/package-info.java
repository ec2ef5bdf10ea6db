/**
 * The step that asks the user for consent or for details. The login engine calls {@link
 * dev.vestibule.gateway.step.ask.AskHandler}, whose pages are {@code ConsentPage} and {@code
 * AskPage}; {@code Consents} remembers with the account what its user has agreed to. Its record and
 * its keys have the same package name in {@code flow-config}.
 */
@NullMarked
package dev.vestibule.gateway.step.ask;

import org.jspecify.annotations.NullMarked;
