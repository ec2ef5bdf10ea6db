/**
 * The command line. {@link dev.vestibule.cli.Main} is where the process begins, {@code
 * VestibuleCommand} the command above all others; the commands {@code run}, {@code check} and
 * {@code schema} lie here, those about accounts in {@code account}, those about the directory in
 * {@code directory}. {@code composition} starts what runs in one process, {@code terminal} is what
 * the commands share. Nothing but the demo calls this module.
 */
@NullMarked
package dev.vestibule.cli;

import org.jspecify.annotations.NullMarked;
