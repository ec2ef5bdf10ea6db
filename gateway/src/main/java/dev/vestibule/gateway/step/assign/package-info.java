/**
 * The step that gives the user's account groups and attributes. One class, as every kind of step
 * has a package of its own: the login engine calls {@link
 * dev.vestibule.gateway.step.assign.AssignHandler}, which sends a command to the provisioning
 * service; the record of the step has the same package name in {@code flow-config}.
 */
@NullMarked
package dev.vestibule.gateway.step.assign;

import org.jspecify.annotations.NullMarked;
