package dev.vestibule.provisioning.directory;

import java.util.Set;

/**
 * What a directory demands of a command.
 *
 * @param occupied attributes that something of ours is kept in
 * @param equality which values are one and the same to the directory
 * @param syntax which values it takes
 */
record CommandRules(
        Preset preset, Set<String> occupied, EqualityRules equality, SyntaxRules syntax) {}
