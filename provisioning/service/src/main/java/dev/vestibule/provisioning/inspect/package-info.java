/**
 * Whether a directory is ready for the gateway, and the LDIF that makes it so.
 *
 * <p>{@link dev.vestibule.provisioning.inspect.DirectoryInspector} asks one inspection after the
 * other (schema, tree, index, groups, rights) about a {@code TargetServer} and collects {@code
 * Findings}. {@link dev.vestibule.provisioning.inspect.DirectoryPreparer} takes the steps of {@code
 * LdifTemplates}, whose texts for OpenLDAP are in {@code SlapdPlan} and {@code SlapdRights}, and
 * for 389 Directory Server in {@code Ds389Plan}.
 *
 * <p>Called by the verticle of the administrator's tools alone. Begin with {@code
 * DirectoryPreparer}.
 */
@NullMarked
package dev.vestibule.provisioning.inspect;

import org.jspecify.annotations.NullMarked;
