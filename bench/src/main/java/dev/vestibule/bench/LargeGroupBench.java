package dev.vestibule.bench;

import com.sun.management.OperatingSystemMXBean;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.embedded.EmbeddedDirectory;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what the provisioning part of a first login costs at the embedded directory, for groups of
 * different sizes. Service and directory are in this process: its CPU time is that of both. The
 * group lists its members.
 */
final class LargeGroupBench {
    private static final String BASE = OpenLdapServer.BASE;
    private static final String GATEWAY = "cn=vestibule,ou=services," + BASE;
    private static final String PASSWORD = "bench";
    private static final int[] MEMBERS = {1_000, 3_000, 6_000, 10_000};
    private static final int WARM_UP = 1_500;
    private static final int LOGINS = 500;

    private final PrintStream out;
    private final Path work;

    private LargeGroupBench(PrintStream out, Path work) {
        this.out = out;
        this.work = work;
    }

    /** Takes the gateway's jar, which it leaves alone, and a folder for what is written. */
    public static void main(String[] arguments) throws Exception {
        Path work = Files.createDirectories(Path.of(arguments[1]));
        LargeGroupBench bench = new LargeGroupBench(System.out, work);
        bench.measure(MEMBERS[0], false);
        for (int members : MEMBERS) {
            bench.measure(members, true);
        }
    }

    private void measure(int members, boolean prints) throws IOException, LDAPException {
        Path data = Files.createTempDirectory(work, "directory");
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(config(data))) {
            fill(directory, members);
            try (Provisioner service = new Provisioner(client(directory), Membership.STATIC)) {
                logins(service, "warm", WARM_UP);
                double cpu = logins(service, "new", LOGINS);
                if (prints) {
                    out.printf("%6d members: %6.2f ms of CPU for a first login%n", members, cpu);
                }
            }
        }
    }

    private static void fill(EmbeddedDirectory directory, int members) throws LDAPException {
        String[] people = new String[members];
        try (LDAPConnection gateway =
                new LDAPConnection("127.0.0.1", directory.port(), GATEWAY, PASSWORD)) {
            for (int number = 0; number < members; number++) {
                Entry person = PeopleFile.entry(number);
                gateway.add(person);
                people[number] = person.getDN();
            }
            gateway.add(
                    "cn=" + PeopleFile.GROUP + ",ou=groups," + BASE,
                    new Attribute("objectClass", "groupOfNames", SchemaNames.PROVISIONED_GROUP),
                    new Attribute("cn", PeopleFile.GROUP),
                    new Attribute("description", "Created for the connection bench"),
                    new Attribute("member", people));
        }
    }

    /** Milliseconds of CPU for each. */
    private static double logins(Provisioner service, String prefix, int logins) {
        long before = cpuTime();
        for (int login = 0; login < logins; login++) {
            service.login(prefix + login).await();
        }
        return (cpuTime() - before) / 1e6 / logins;
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static EmbeddedDirectoryConfig config(Path data) {
        return new EmbeddedDirectoryConfig(
                new EmbeddedDirectoryConfig.Address("127.0.0.1", 0),
                data,
                new EmbeddedDirectoryConfig.Containers(BASE, "ou=people", "ou=groups", List.of()),
                new EmbeddedDirectoryConfig.Login(GATEWAY, PASSWORD),
                null,
                EmbeddedDirectoryConfig.PASSWORD_ITERATIONS);
    }

    private static DirectoryConfig client(EmbeddedDirectory directory) {
        return new DirectoryConfig(
                List.of(URI.create(directory.ldapUrl())),
                new DirectoryConfig.Login(GATEWAY, new DirectoryPassword(PASSWORD)),
                new DirectoryConfig.Containers(BASE, "ou=people", "ou=groups"),
                DirectoryLimits.of(1),
                null,
                DirectoryConfig.Kind.STANDARD);
    }
}
