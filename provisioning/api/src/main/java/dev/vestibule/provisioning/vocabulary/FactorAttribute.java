package dev.vestibule.provisioning.vocabulary;

/**
 * The attributes of an account's entry that belong to its factors. Their values are texts that the
 * gateway alone understands: what is secret in them is encrypted or hashed before it is sent.
 */
public enum FactorAttribute {
    /** Keys of authenticator apps. */
    TOTP_SECRET("vestibuleTotpSecret", 10),
    /** Hashes of unused recovery codes. */
    RECOVERY_CODE("vestibuleRecoveryCode", 100),
    /** Credential records of passkeys. */
    PASSKEY("vestibulePasskey", 30),
    /**
     * Small notes about the account that are no secret, each a word and what it is about: {@code
     * notice HASH}. In the entry they are values of {@code vestibuleSyncState} that begin with
     * {@code memory}.
     */
    MEMORY("vestibuleSyncState", 200);

    /** The most characters of one value; all of them visible ASCII characters or spaces. */
    public static final int LONGEST_VALUE = 8192;

    private final String attribute;
    private final int most;

    FactorAttribute(String attribute, int most) {
        this.attribute = attribute;
        this.most = most;
    }

    /** The LDAP attribute that holds the values. */
    public String attribute() {
        return attribute;
    }

    /** The most values that an account may have. */
    public int most() {
        return most;
    }

    /** Whether a user signs in with what it holds. */
    public boolean isSecret() {
        return this != MEMORY;
    }
}
