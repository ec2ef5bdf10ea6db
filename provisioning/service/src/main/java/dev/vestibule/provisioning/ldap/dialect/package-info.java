/**
 * What OpenLDAP, 389 Directory Server, Active Directory and the embedded directory do differently.
 *
 * <p>{@link dev.vestibule.provisioning.ldap.dialect.Dialects} chooses the translation: {@code
 * ActiveDirectory} and {@code Ds389} turn result codes into the standard's, {@code
 * SingleValuedLink} names the attribute that takes one value, and {@code TranslatedLdap} with its
 * three translations keeps our metadata in attributes that the server already has. {@link
 * dev.vestibule.provisioning.ldap.dialect.ServerProfile} holds names and limits, {@link
 * dev.vestibule.provisioning.ldap.dialect.DirectoryTree} the places of entries, {@link
 * dev.vestibule.provisioning.ldap.dialect.EntryTemplates} what a new entry consists of.
 *
 * <p>Above this package nothing asks which server it is. Begin with {@code Dialects} and {@code
 * ServerProfile}; a further kind of server is a case in each.
 */
@NullMarked
package dev.vestibule.provisioning.ldap.dialect;

import org.jspecify.annotations.NullMarked;
