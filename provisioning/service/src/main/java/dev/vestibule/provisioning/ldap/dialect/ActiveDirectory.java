package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Operations on Active Directory, whose result codes for memberships and names are its own: they
 * come back as those of the standard.
 */
record ActiveDirectory(Ldap directory) implements Ldap {
    /** Characters of {@code sAMAccountName} ([MS-ADTS] 3.1.1.3.1.5 and [MS-SAMR] 3.1.1.6). */
    static final int LONGEST_NAME = 20;

    /** What {@code sAMAccountName} must not contain, and what divides a principal name. */
    private static final String NOT_IN_NAMES = "\"/\\[]:;|=,+*?<>@";

    /** The longest {@code cn}, and so the longest name of a group. */
    static final int LONGEST_COMMON_NAME = 64;

    /**
     * The second name of a group beside its {@code cn}, which may have any characters. Names of
     * users share its name space, so the fitting name may be taken.
     *
     * @param attempt starts at 1
     */
    static String shortName(String name, int attempt) {
        String allowed =
                name.replaceAll("[" + Pattern.quote(NOT_IN_NAMES) + "]", "_")
                        .replaceFirst("[. ]+\\z", "");
        return switch (attempt) {
            case 1 -> allowed.isEmpty() ? "group" : allowed;
            case 2 -> allowed + "-group";
            default -> allowed + "-group" + attempt;
        };
    }

    static void checkUsername(String username) throws Refusal {
        boolean refused =
                username.chars().anyMatch(character -> NOT_IN_NAMES.indexOf(character) >= 0)
                        || username.endsWith(".");
        if (refused) {
            throw Refusal.rejected("uid", "ends with a dot or contains one of " + NOT_IN_NAMES);
        }
    }

    /** As a search: to compare, Samba pastes the value into a filter as it is, stars and all. */
    @Override
    public CompareResult compare(CompareRequest request) throws LDAPException {
        SearchRequest search =
                new SearchRequest(
                        request.getDN(),
                        SearchScope.BASE,
                        Filter.equals(request.getAttributeName(), request.getAssertionValueBytes()),
                        SearchRequest.NO_ATTRIBUTES);
        search.setControls(request.getControls());
        Found found = directory.search(search);
        var answer = found.entries().isEmpty() ? ResultCode.COMPARE_FALSE : ResultCode.COMPARE_TRUE;
        return new CompareResult(
                found.result().getMessageID(), answer, null, null, new String[0], new Control[0]);
    }

    /** A principal name that is in use makes the username unavailable. */
    @Override
    public Entry add(Entry entry) throws LDAPException {
        try {
            return shown(directory.add(entry));
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE)) {
                throw coded(ResultCode.UNDEFINED_ATTRIBUTE_TYPE, e);
            }
            boolean taken =
                    e.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)
                            && String.valueOf(e.getDiagnosticMessage())
                                    .toLowerCase(Locale.ROOT)
                                    .contains("userprincipalname");
            throw taken ? coded(ResultCode.ENTRY_ALREADY_EXISTS, e) : e;
        }
    }

    /**
     * It writes the names of attributes in a DN in capitals, and those above the entry as they were
     * first written, whatever it was given.
     */
    private Entry shown(Entry added) throws LDAPException {
        Entry read = directory.getEntry(added.getDN(), SearchRequest.NO_ATTRIBUTES);
        Entry shown = added.duplicate();
        shown.setDN(read == null ? added.getDN() : read.getDN());
        return shown;
    }

    @Override
    public LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        try {
            return directory.modify(dn, modifications);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
                throw coded(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, e);
            }
            boolean noMember =
                    e.getResultCode().equals(ResultCode.UNWILLING_TO_PERFORM)
                            && modifications.stream().allMatch(ActiveDirectory::endsMembership);
            throw noMember ? coded(ResultCode.NO_SUCH_ATTRIBUTE, e) : e;
        }
    }

    private static boolean endsMembership(Modification modification) {
        return modification.getModificationType().equals(ModificationType.DELETE)
                && modification.getAttributeName().equalsIgnoreCase("member");
    }

    private static LDAPException coded(ResultCode code, LDAPException cause) {
        return Ldap.recoded(code, String.valueOf(cause.getDiagnosticMessage()), cause);
    }
}
