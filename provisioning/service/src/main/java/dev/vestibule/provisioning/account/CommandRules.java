package dev.vestibule.provisioning.account;

import dev.vestibule.provisioning.ldap.dialect.ServerProfile;

import java.util.Set;

/**
 * What a directory demands of a command.
 *
 * @param occupied attributes that something of ours is kept in
 * @param equality which values are one and the same to the directory
 * @param syntax which values it takes
 */
public record CommandRules(
        ServerProfile preset, Set<String> occupied, EqualityRules equality, SyntaxRules syntax) {}
