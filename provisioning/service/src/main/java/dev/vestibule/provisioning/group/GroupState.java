package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the gateway left a membership that it gave, as a value of {@code vestibuleGroupState} keeps
 * it: a count, a fingerprint, and the group's name, with one space between them.
 *
 * <p>The fingerprint is written after the membership and taken out before the membership ends. So a
 * membership that is missing although its fingerprint is there was removed by hand. The fingerprint
 * belongs to the account's DN and the group's entry: if either is another one now, the membership
 * was lost for another reason.
 *
 * @param count how often it has changed: no value appears twice, so that a change that begins with
 *     removing one is refused if another login was faster
 * @param fingerprint a short word instead while a login changes the membership, and where it is not
 *     sure that none does
 * @param text the value itself
 */
record GroupState(String group, long count, String fingerprint, String text) {
    private static final String CHANGING = "-";

    /** No fingerprint is so short. */
    private static final String UNSURE = "?";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) (\\S+) (.+)");

    private static GroupState of(String group, long count, String word) {
        return new GroupState(group, count, word, count + " " + word + " " + group);
    }

    /** The entry's; values in another form were written by hand and are none. */
    static List<GroupState> of(AccountEntry account) {
        return account.values(SchemaNames.GROUP_STATE).stream()
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(parts ->
                        new GroupState(
                                parts.group(3),
                                Long.parseLong(parts.group(1)),
                                parts.group(2),
                                parts.group()))
                .toList();
    }

    /** What represents a membership of this kind of this account in this group. */
    static String fingerprint(Membership kind, DN person, String identity) {
        return switch (kind) {
            case STATIC ->
                    Fingerprint.of(
                            List.of("of " + identity, "person " + person.toNormalizedString()));
            // The value is the account's own, wherever its entry and the group's are.
            case DYNAMIC -> Fingerprint.of(List.of("carried"));
        };
    }

    /** A login is about to change the membership, whose states so far are these. */
    static GroupState begun(String group, List<GroupState> before) {
        return of(
                group, 1 + before.stream().mapToLong(GroupState::count).max().orElse(0), CHANGING);
    }

    boolean isChanging() {
        return fingerprint.equals(CHANGING);
    }

    /** The membership is as it shall be. */
    GroupState confirmed(String as) {
        return of(group, count, as);
    }

    /** It seems so, but a login that was under way at the same time may still end it. */
    GroupState unsure() {
        return of(group, count, UNSURE);
    }

    Modification adding() {
        return Modifications.add(SchemaNames.GROUP_STATE, text);
    }

    Modification striking() {
        return Modifications.delete(SchemaNames.GROUP_STATE, text);
    }
}
