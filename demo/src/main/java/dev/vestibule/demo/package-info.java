/**
 * The {@code demo} command: gateway, identity provider, sample application and directory in one
 * process, on this machine only. Nothing of the product depends on it.
 *
 * <p>{@link dev.vestibule.demo.DemoMain} is where the process begins. {@code DemoCommand} reads the
 * options; {@link dev.vestibule.demo.Demo} starts the parts and stops them, so begin reading there.
 * {@code DemoFolders}, {@code DemoPorts} and {@code DemoSecrets} are what it needs for that.
 */
@NullMarked
package dev.vestibule.demo;

import org.jspecify.annotations.NullMarked;
