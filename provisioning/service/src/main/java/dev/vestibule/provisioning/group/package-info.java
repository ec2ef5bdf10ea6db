/**
 * Memberships: which groups an account is in, which of them a connection granted, and what a
 * sign-in changes.
 *
 * <p>{@link dev.vestibule.provisioning.group.GroupMemberships} reads and changes memberships, of
 * groups that list members ({@code StaticGroups}) and of those that search for them ({@code
 * DynamicGroups}). {@link dev.vestibule.provisioning.group.GroupPlanner} compares what a connection
 * grants with what the entry has on record; {@link dev.vestibule.provisioning.group.GrantedGroups}
 * carries the plan out, safe against crashes and other sign-ins at the same time. The records of an
 * entry are {@code Grant} and {@code GroupState}.
 *
 * <p>Called by {@code merge}, {@code link} and {@code administration}; {@code inspect} asks {@code
 * GroupEntries} and {@code MemberUrls}. Begin with {@code GroupPlanner}.
 */
@NullMarked
package dev.vestibule.provisioning.group;

import org.jspecify.annotations.NullMarked;
