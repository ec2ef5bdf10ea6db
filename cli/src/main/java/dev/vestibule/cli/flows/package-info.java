/**
 * The commands for the editor of flows: {@code simulate}, {@code explain}, {@code graph}, {@code
 * diff}, {@code examples} and {@code init}. Each reads a folder of YAML without needing its
 * secrets, prints, and changes nothing but a folder that it is told to make. What they print is
 * made by the packages of the same names in {@code flow-config}. Begin with {@link
 * dev.vestibule.cli.flows.SimulateCommand}.
 */
@NullMarked
package dev.vestibule.cli.flows;

import org.jspecify.annotations.NullMarked;
