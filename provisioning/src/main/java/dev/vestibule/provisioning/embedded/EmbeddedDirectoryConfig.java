package dev.vestibule.provisioning.embedded;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/**
 * What the embedded directory is started with.
 *
 * @param host the address to listen on
 * @param port 0 lets the system choose
 * @param data folder of the journal; null keeps everything in memory only
 * @param baseDn the tree's root entry
 * @param people the entry above all accounts, relative to the base
 * @param groups the entry above all groups, relative to the base
 * @param bindDn the gateway's account: the only one that may write
 * @param bindPassword its password
 * @param otherPeople further entries above accounts, relative to the base
 * @param passwordIterations of PBKDF2 with HMAC-SHA512 for each new password, 1 at least
 */
public record EmbeddedDirectoryConfig(
        String host,
        int port,
        @Nullable Path data,
        String baseDn,
        String people,
        String groups,
        String bindDn,
        String bindPassword,
        List<String> otherPeople,
        int passwordIterations) {

    /** Not fewer than the Password Storage Cheat Sheet of OWASP asks for. */
    public static final int PASSWORD_ITERATIONS = 220_000;

    public EmbeddedDirectoryConfig {
        otherPeople = List.copyOf(otherPeople);
    }

    /** With passwords that are hashed as today's advice is. */
    public EmbeddedDirectoryConfig(
            String host,
            int port,
            @Nullable Path data,
            String baseDn,
            String people,
            String groups,
            String bindDn,
            String bindPassword,
            List<String> otherPeople) {
        this(
                host,
                port,
                data,
                baseDn,
                people,
                groups,
                bindDn,
                bindPassword,
                otherPeople,
                PASSWORD_ITERATIONS);
    }

    /** With one entry above all accounts. */
    public EmbeddedDirectoryConfig(
            String host,
            int port,
            @Nullable Path data,
            String baseDn,
            String people,
            String groups,
            String bindDn,
            String bindPassword) {
        this(host, port, data, baseDn, people, groups, bindDn, bindPassword, List.of());
    }

    /** The same with another number of iterations for new passwords. */
    public EmbeddedDirectoryConfig hashing(int iterations) {
        return new EmbeddedDirectoryConfig(
                host,
                port,
                data,
                baseDn,
                people,
                groups,
                bindDn,
                bindPassword,
                otherPeople,
                iterations);
    }

    @Override
    public String toString() {
        return "EmbeddedDirectoryConfig[host="
                + host
                + ", port="
                + port
                + ", data="
                + data
                + ", baseDn="
                + baseDn
                + ", people="
                + people
                + ", groups="
                + groups
                + ", bindDn="
                + bindDn
                + ", bindPassword=[hidden]]";
    }
}
