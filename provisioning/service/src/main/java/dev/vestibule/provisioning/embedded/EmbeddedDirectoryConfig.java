package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/**
 * What the embedded directory is started with.
 *
 * @param data folder of the journal; null keeps everything in memory only
 * @param gateway the gateway's account: the only one that may write
 * @param reader the account that may read what is not secret; null when there is none
 * @param passwordIterations of PBKDF2 with HMAC-SHA512 for each new password, 1 at least
 */
public record EmbeddedDirectoryConfig(
        Address listen,
        @Nullable Path data,
        Containers containers,
        Login gateway,
        @Nullable Login reader,
        int passwordIterations) {

    /** Not fewer than the Password Storage Cheat Sheet of OWASP asks for. */
    public static final int PASSWORD_ITERATIONS = 220_000;

    /**
     * Where to listen.
     *
     * @param port 0 lets the system choose
     */
    public record Address(String host, int port) {}

    /**
     * The places of accounts and groups.
     *
     * @param baseDn the tree's root entry
     * @param people the entry above all accounts, relative to the base
     * @param groups the entry above all groups, relative to the base
     * @param otherPeople further entries above accounts, relative to the base
     */
    public record Containers(
            String baseDn, String people, String groups, List<String> otherPeople) {
        public Containers {
            otherPeople = List.copyOf(otherPeople);
        }
    }

    /** An account of the directory, by its distinguished name. */
    public record Login(String dn, String password) {

        /** Without the password, so that no log can carry it. */
        @Override
        public String toString() {
            return "Login[dn=%s]".formatted(dn);
        }
    }
}
