/**
 * What every command shares: {@link dev.vestibule.cli.terminal.ExitCode}, options for the
 * configuration folder and the administrator ({@code DirectoryOptions}), the prompt for a password
 * and a writer that lets no control character reach the terminal. It knows no command.
 */
@NullMarked
package dev.vestibule.cli.terminal;

import org.jspecify.annotations.NullMarked;
