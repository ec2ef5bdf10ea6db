package dev.vestibule.provisioning.ldap;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one place that turns a directory's result codes (RFC 4511, section 4.1.9, and those of the
 * library for what never reached it) into failures. The server's own message may quote values, so
 * it is searched, never passed on.
 */
public final class ResultCodes {
    /** Beside what ends the connection. */
    private static final Set<ResultCode> UNAVAILABLE =
            Set.of(
                    ResultCode.ADMIN_LIMIT_EXCEEDED,
                    ResultCode.REFERRAL,
                    ResultCode.SIZE_LIMIT_EXCEEDED,
                    ResultCode.TIME_LIMIT_EXCEEDED);

    /** The gateway's own account cannot bind: nothing works until an administrator repairs that. */
    private static final Set<ResultCode> CANNOT_BIND =
            Set.of(
                    ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                    ResultCode.CONFIDENTIALITY_REQUIRED,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION,
                    ResultCode.INVALID_CREDENTIALS,
                    ResultCode.STRONG_AUTH_REQUIRED);

    private static final Set<ResultCode> ABOUT_AN_ATTRIBUTE =
            Set.of(
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.INAPPROPRIATE_MATCHING,
                    ResultCode.INVALID_ATTRIBUTE_SYNTAX,
                    ResultCode.INVALID_DN_SYNTAX,
                    ResultCode.NOT_ALLOWED_ON_RDN,
                    ResultCode.OBJECT_CLASS_VIOLATION,
                    ResultCode.UNDEFINED_ATTRIBUTE_TYPE);

    private static final Set<ResultCode> ABOUT_A_VALUE =
            Set.of(ResultCode.CONSTRAINT_VIOLATION, ResultCode.INVALID_ATTRIBUTE_SYNTAX);

    private static final Pattern READ_ONLY =
            Pattern.compile("read.?only|shadow context|operation restricted");

    /** In the words of OpenLDAP, 389 Directory Server and the UnboundID library. */
    private static final Pattern LACKING =
            Pattern.compile("(?:requires|missing|missing required) attribute ['\"]?([\\w-]+)");

    private static final Set<ResultCode> LOST_A_RACE =
            Set.of(
                    ResultCode.ASSERTION_FAILED,
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
                    ResultCode.NO_SUCH_ATTRIBUTE,
                    ResultCode.NO_SUCH_OBJECT);

    /** Of one change at which others were quicker, until {@link #contended} is the answer. */
    public static final int ATTEMPTS = 30;

    private ResultCodes() {}

    /** Lets the code continue after one of these answers; throws any other. */
    public static void permit(LDAPException e, ResultCode... expected) throws LDAPException {
        if (!List.of(expected).contains(e.getResultCode())) {
            throw e;
        }
    }

    /** Whether reading the entry again and repeating the change can help. */
    public static boolean lostARace(LDAPException e) {
        return LOST_A_RACE.contains(e.getResultCode());
    }

    /** As if the server had refused a change because another writer was faster. */
    public static LDAPException raceLost(DN dn) {
        return new LDAPException(
                ResultCode.NO_SUCH_ATTRIBUTE, "another writer was faster at " + dn);
    }

    /** Whether a value was refused, and not an attribute, an entry or a right. */
    public static boolean aboutAValue(LDAPException e) {
        return ABOUT_A_VALUE.contains(e.getResultCode());
    }

    /** Whether the directory could not answer, whatever was asked. */
    static boolean unavailable(LDAPException e) {
        ResultCode code = e.getResultCode();
        return !code.isConnectionUsable() || UNAVAILABLE.contains(code);
    }

    /** Whether the bind was refused, whatever was requested. */
    public static boolean cannotBind(LDAPException e) {
        return CANNOT_BIND.contains(e.getResultCode());
    }

    /** Whether the directory has understood, and will give the same answer again. */
    public static boolean isPermanent(LDAPException e) {
        return !lostARace(e) && !(failure(e, Set.of()) instanceof DirectoryUnavailable);
    }

    /** What the directory refuses of a group, by its name. */
    public static Refusal refused(LDAPException e, DN group) {
        return Refusal.policy(
                "the directory answers %s for the group %s", e.getResultCode(), group);
    }

    /** Repeating has not helped. */
    public static Refusal contended(DN dn) {
        return new Refusal(
                new DirectoryUnavailable("too many changes at once, or refused, in " + dn));
    }

    /**
     * The failure to answer with.
     *
     * @param attributes names of the attributes that were sent
     */
    public static Failure failure(LDAPException e, Collection<String> attributes) {
        if (e instanceof SingleValueException one) {
            return new AttributeRejected(
                    one.attribute(),
                    one.attribute() + " takes one value, and the account has a link there");
        }
        ResultCode code = e.getResultCode();
        String answer = "the directory answers %s".formatted(code);
        if (code.equals(ResultCode.REFERRAL)) {
            return new DirectoryUnavailable(
                    answer + ", which is never followed: name that server in directory.url");
        }
        if (unavailable(e)) {
            return new DirectoryUnavailable(answer);
        }
        if (CANNOT_BIND.contains(code)) {
            return new DirectoryUnavailable(answer + " to the bind");
        }
        if (code.equals(ResultCode.UNWILLING_TO_PERFORM) && READ_ONLY.matcher(text(e)).find()) {
            return new DirectoryUnavailable("the directory is read-only");
        }
        return ABOUT_AN_ATTRIBUTE.contains(code)
                ? refusedAttribute(e, attributes, answer)
                : new PolicyRefused(answer);
    }

    /** A rule of the server does not tell the link from another account's. */
    public static AccountConflict linkTaken() {
        return new AccountConflict("another account has this link, or one much like it");
    }

    private static Failure refusedAttribute(
            LDAPException e, Collection<String> attributes, String answer) {
        if (e.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)
                && position(e, SchemaNames.FEDERATED_IDENTITY) >= 0) {
            return linkTaken();
        }
        var lacking = LACKING.matcher(text(e));
        if (e.getResultCode().equals(ResultCode.OBJECT_CLASS_VIOLATION) && lacking.find()) {
            String name = requireNonNull(lacking.group(1));
            return new AttributeRejected(name, answer + ": the account has no " + name);
        }
        String attribute = firstNamed(e, attributes);
        return attribute == null
                ? new PolicyRefused(answer)
                : new AttributeRejected(attribute, answer + " for " + attribute);
    }

    private static @Nullable String firstNamed(LDAPException e, Collection<String> attributes) {
        return attributes.stream()
                .filter(attribute -> position(e, attribute) >= 0)
                .min(Comparator.comparingInt(attribute -> position(e, attribute)))
                .orElse(null);
    }

    /**
     * Where the message names the attribute as a word of its own, or in a filter; -1 when it does
     * not. Messages also quote DNs: text around an equals sign proves nothing.
     */
    private static int position(LDAPException e, String attribute) {
        String name = Pattern.quote(attribute.toLowerCase(Locale.ROOT));
        var named =
                Pattern.compile("(?<![\\w=-])" + name + "(?![\\w=-])|\\(" + name + "=")
                        .matcher(text(e));
        return named.find() ? named.start() : -1;
    }

    private static String text(LDAPException e) {
        String message = e.getDiagnosticMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }

    /** An attribute that takes one value was to be given a second one. */
    public static final class SingleValueException extends LDAPException {
        private static final long serialVersionUID = 1L;

        private final String attribute;

        /** About this attribute, by the directory's name for it. */
        public SingleValueException(String attribute, LDAPException cause) {
            super(ResultCode.CONSTRAINT_VIOLATION, attribute + " takes one value", cause);
            this.attribute = attribute;
        }

        /** The directory's name for it. */
        String attribute() {
            return attribute;
        }
    }
}
