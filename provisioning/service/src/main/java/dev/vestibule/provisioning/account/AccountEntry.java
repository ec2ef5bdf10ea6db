package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.EntryId;
import dev.vestibule.provisioning.vocabulary.AsciiCase;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An account's entry as it was read. */
public record AccountEntry(Entry entry, DN dn, RDN rdn) {

    /** Never shown, beside all that is ours. */
    private static final Set<String> HIDDEN =
            Set.of(
                    "objectclass",
                    "userpassword",
                    "authpassword",
                    "unicodepwd",
                    "sambantpassword",
                    "sambalmpassword",
                    "krbprincipalkey");

    /**
     * In the sync state of an account whose user was asked for a password that it does not have
     * yet.
     */
    public static final String PASSWORD_WANTED = "userPassword wanted";

    /** Of an entry as it was read. */
    public static AccountEntry of(Entry entry) throws LDAPException {
        DN dn = entry.getParsedDN();
        RDN rdn = dn.getRDN();
        return new AccountEntry(entry, dn, rdn == null ? new RDN("uid", "") : rdn);
    }

    /** Every username that the account has, and those that it had before it was renamed. */
    public Stream<String> usernames() {
        return Stream.concat(values("uid").stream(), values(SchemaNames.USERNAME).stream());
    }

    /** Usernames of the account that are not on record yet. */
    public List<String> unrecordedUsernames() {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(values(SchemaNames.USERNAME));
        return values("uid").stream().filter(known::add).toList();
    }

    /** The {@code uid}; of several the one that names the entry, or else the first. */
    public String username() {
        Set<String> names = values("uid");
        if (names.isEmpty()) {
            return rdn.toString();
        }
        return names.stream()
                .filter(name -> rdn.equals(new RDN("uid", name)))
                .findFirst()
                .orElseGet(names.iterator()::next);
    }

    /** What never changes; empty where the directory does not show it. */
    public String id() {
        return EntryId.text(entry);
    }

    /**
     * Whether the identity leads here. Exactly: the directory's own comparison folds spaces and
     * some characters.
     */
    public boolean carries(String link) {
        String id = FederatedLink.accountId(link);
        return id == null ? links().contains(link) : id.equals(id());
    }

    /** Whether a subject of the link's identity provider is linked here, be it another one. */
    public boolean hasLinkOfSameProvider(String link) {
        return !linksOfSameProvider(link).isEmpty();
    }

    /**
     * Two subjects of one provider are two users, or one user whose subject has changed. It cannot
     * be decided which, nor to which user the account belongs.
     *
     * @throws Refusal an {@code AccountConflict} when there are two
     */
    public void requireOneSubject(String link) throws Refusal {
        int subjects = linksOfSameProvider(link).size();
        if (subjects > 1) {
            throw Refusal.conflict(
                    "%d subjects of one provider are linked to %s; take the wrong links away",
                    subjects, dn);
        }
    }

    private List<String> linksOfSameProvider(String link) {
        String provider = provider(link);
        return links().stream().filter(other -> provider(other).equals(provider)).toList();
    }

    /** The link's issuer, whatever claim its subject was taken from. */
    private static String provider(String link) {
        return link.split(" ", 2)[0].split("#", 2)[0];
    }

    /** Whether the account waits for the password that its user chose. */
    public boolean lacksPassword() {
        return values(SchemaNames.SYNC_STATE).contains(PASSWORD_WANTED);
    }

    /** Issuer, one space, subject of every identity that is linked here. */
    public Set<String> links() {
        return values(SchemaNames.FEDERATED_IDENTITY);
    }

    /** The values of the attribute, in the order of the entry. */
    public Set<String> values(String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? Set.of() : new LinkedHashSet<>(List.of(values));
    }

    /** What the gateway last wrote, of every attribute. */
    public List<SyncState> states() {
        return values(SchemaNames.SYNC_STATE).stream()
                .map(SyncState::parse)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Whether the attribute has this value: character by character, ignoring the case of ASCII
     * letters.
     */
    public boolean holds(String attribute, String value) {
        return values(attribute).stream()
                .anyMatch(held -> AsciiCase.lower(held).equals(AsciiCase.lower(value)));
    }

    /** What the gateway last wrote to the attribute; more than one after two writes at once. */
    public List<SyncState> states(String attribute) {
        return states().stream().filter(state -> state.isOf(attribute)).toList();
    }

    /** The count of first writes; several if another program wrote one. */
    List<String> firsts() {
        return values(SchemaNames.SYNC_STATE).stream().filter(SyncState::isCount).toList();
    }

    /** When the account signed in last, to the day; null when that is not on record. */
    public @Nullable Instant lastSignIn() {
        return time(SchemaNames.LAST_SIGN_IN);
    }

    /** The time that the attribute has; null without one, or where it was written by hand. */
    public @Nullable Instant time(String attribute) {
        String text = entry.getAttributeValue(attribute);
        return text == null ? null : SyncState.time(text);
    }

    /** What the gateway is told of the account. */
    public Account account(List<String> groups, AccountState state) {
        return new Account(id(), canonicalDn(), username(), groups, readable(), state);
    }

    /** Servers escape in different ways what need not be escaped: one entry, one text. */
    public String canonicalDn() {
        RDN[] rdns =
                Stream.of(dn.getRDNs())
                        .map(part -> new RDN(part.getAttributeNames(), part.getAttributeValues()))
                        .toArray(RDN[]::new);
        return new DN(rdns).toString();
    }

    private Map<String, List<String>> readable() {
        Map<String, List<String>> readable = new LinkedHashMap<>();
        for (Attribute attribute : entry.getAttributes()) {
            if (visible(attribute)) {
                readable.put(attribute.getName(), List.of(attribute.getValues()));
            }
        }
        return readable;
    }

    /** Whether it is neither secret nor our own metadata, and is text. */
    public static boolean visible(Attribute attribute) {
        String name = attribute.getName().toLowerCase(Locale.ROOT);
        return !HIDDEN.contains(name)
                && !AccountStates.isStateAttribute(name)
                && !name.startsWith("vestibule")
                && name.indexOf(';') < 0
                && List.of(attribute.getValueByteArrays()).stream()
                        .allMatch(StaticUtils::isValidUTF8);
    }
}
