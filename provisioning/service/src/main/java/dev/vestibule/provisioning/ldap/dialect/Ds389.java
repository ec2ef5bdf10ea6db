package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.ResultCodes;

import java.util.Collection;
import java.util.List;

/** Operations on 389 Directory Server, whose answers differ from the standard in places. */
record Ds389(Ldap directory) implements Ldap {
    private static final int ATTEMPTS = 6;

    /** What the plug-in <i>7-bit check</i> says, which a new instance has for these two. */
    private static final String NOT_ASCII = "7-bit clean";

    private static final List<String> ASCII_ONLY = List.of("uid", "mail");

    /** It says success, which no comparison ends with, of a missing entry. */
    @Override
    public CompareResult compare(CompareRequest request) throws LDAPException {
        try {
            return directory.compare(request);
        } catch (LDAPException e) {
            throw e.getResultCode().equals(ResultCode.SUCCESS)
                    ? new LDAPException(ResultCode.NO_SUCH_OBJECT, "no such entry", e)
                    : e;
        }
    }

    @Override
    public Entry add(Entry entry) throws LDAPException {
        try {
            return permitted(() -> directory.add(entry), _ -> {});
        } catch (LDAPException e) {
            throw named(e, entry.getAttributes());
        }
    }

    @Override
    public LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        try {
            return permitted(() -> directory.modify(dn, modifications), e -> requireThere(dn, e));
        } catch (LDAPException e) {
            throw named(e, modifications.stream().map(Modification::getAttribute).toList());
        }
    }

    /** It refuses to change what does not exist, instead of saying so. */
    private void requireThere(String dn, LDAPException refusal) throws LDAPException {
        if (directory.getEntry(dn, "1.1") == null) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "no such entry", refusal);
        }
    }

    private interface Change<T> {
        T make() throws LDAPException;
    }

    private interface Doubt {
        void settle(LDAPException refusal) throws LDAPException;
    }

    /**
     * Where many write at once it now and then refuses an addition that the rights allow, and for a
     * moment the change of what is only just being added and can be read already. Only what it
     * refuses again and again is really refused.
     */
    private static <T> T permitted(Change<T> change, Doubt doubt) throws LDAPException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return change.make();
            } catch (LDAPException e) {
                ResultCodes.permit(e, ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
                doubt.settle(e);
            }
        }
        return change.make();
    }

    /** With the name of the attribute, where the server quotes only its value. */
    private static LDAPException named(LDAPException e, Collection<Attribute> attributes) {
        String message = String.valueOf(e.getDiagnosticMessage());
        if (!e.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)
                || !message.contains(NOT_ASCII)) {
            return e;
        }
        return attributes.stream()
                .filter(attribute -> isQuoted(attribute, message))
                .findFirst()
                .map(attribute ->
                        Ldap.recoded(
                                ResultCode.CONSTRAINT_VIOLATION,
                                attribute.getName() + " is not ASCII",
                                e))
                .orElse(e);
    }

    private static boolean isQuoted(Attribute attribute, String message) {
        return ASCII_ONLY.stream().anyMatch(attribute.getName()::equalsIgnoreCase)
                && List.of(attribute.getValues()).stream().anyMatch(message::contains);
    }
}
