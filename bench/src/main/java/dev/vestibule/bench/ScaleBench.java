package dev.vestibule.bench;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Prints what the provisioning part of a login costs in a directory of a thousand accounts and in
 * one of a million, all of them in one group. The directories run side by side and alternate with
 * every single login, so that other load of the machine affects all of them equally.
 */
final class ScaleBench {
    private static final int SMALL = 1_000;
    private static final int LARGE = 1_000_000;
    private static final int ROUNDS = 3;
    private static final int LOGINS = 400;

    /**
     * So few that no account of the small directory signs in twice: the second sign-in writes
     * nothing.
     */
    private static final int KNOWN = SMALL / ROUNDS;

    private static final int WARM_UP = 200;
    private static final int AT_ONCE = 64;
    private static final int COMMANDS = 4_000;

    private final PrintStream out;
    private final Path work;
    private final AtomicInteger failed = new AtomicInteger();

    private record Place(String title, int people, OpenLdapServer server, Provisioner service) {}

    private ScaleBench(PrintStream out, Path work) {
        this.out = out;
        this.work = work;
    }

    /** Takes the gateway's jar, which it leaves alone, and a folder for what is written. */
    public static void main(String[] arguments) throws Exception {
        Path work = Files.createDirectories(Path.of(arguments[1]));
        new ScaleBench(System.out, work).run();
    }

    private void run() throws Exception {
        try (OpenLdapServer small = server(PeopleFile.dynamic(work, SMALL));
                OpenLdapServer large = server(PeopleFile.dynamic(work, LARGE));
                OpenLdapServer listed = server(PeopleFile.listed(work, SMALL))) {
            sizes(small, large, listed);
            for (int connections : new int[] {1, 8, 32}) {
                throughput(small, connections);
            }
        }
    }

    private static OpenLdapServer server(Path entries) throws IOException {
        OpenLdapServer server = OpenLdapServer.start(entries, Boolean.getBoolean("bench.disk"));
        Files.delete(entries);
        return server;
    }

    private void sizes(OpenLdapServer small, OpenLdapServer large, OpenLdapServer listed) {
        try (Provisioner ofSmall = new Provisioner(small, Membership.DYNAMIC, 1);
                Provisioner ofLarge = new Provisioner(large, Membership.DYNAMIC, 1);
                Provisioner ofListed = new Provisioner(listed, Membership.STATIC, 1)) {
            List<Place> places =
                    List.of(
                            new Place("1 000, dynamic", SMALL, small, ofSmall),
                            new Place("1 000 000, dynamic", LARGE, large, ofLarge),
                            new Place("1 000, static", SMALL, listed, ofListed));
            measure(places, number -> "warm" + number, WARM_UP);
            measure(places, number -> "warm" + number, WARM_UP);
            for (int round = 1; round <= ROUNDS; round++) {
                round(places, round);
            }
        }
    }

    private void round(List<Place> places, int round) {
        out.printf("%nround %d, load average %.1f%n", round, load());
        String prefix = "new" + round + "x";
        table("first login (add)", places, measure(places, n -> prefix + n, LOGINS));
        table("the same again (read)", places, measure(places, n -> prefix + n, LOGINS));
        table("an earlier user", places, measureKnown(places, round - 1));
        out.printf("  load average %.1f%n", load());
    }

    private List<List<Long>> measureKnown(List<Place> places, int round) {
        List<List<Long>> times = lists(places);
        for (int login = round * KNOWN; login < (round + 1) * KNOWN; login++) {
            for (int place = 0; place < places.size(); place++) {
                String name = PeopleFile.name(anybody(login, places.get(place).people()));
                times.get(place).add(time(places.get(place), name));
            }
        }
        return times;
    }

    /** Another one for each login, from all over the directory: the factor divides no size. */
    private static int anybody(int login, int people) {
        return Math.toIntExact(login * 7_919L * 104_729L % people);
    }

    private List<List<Long>> measure(List<Place> places, IntFunction<String> name, int logins) {
        List<List<Long>> times = lists(places);
        for (int login = 0; login < logins; login++) {
            for (int place = 0; place < places.size(); place++) {
                times.get(place).add(time(places.get(place), name.apply(login)));
            }
        }
        return times;
    }

    private static List<List<Long>> lists(List<Place> places) {
        List<List<Long>> lists = new ArrayList<>();
        places.forEach(_ -> lists.add(new ArrayList<>()));
        return lists;
    }

    private static long time(Place place, String name) {
        long start = System.nanoTime();
        place.service().login(name).await();
        return System.nanoTime() - start;
    }

    private void table(String what, List<Place> places, List<List<Long>> times) {
        double reference = median(times.getFirst());
        for (int place = 0; place < places.size(); place++) {
            double median = median(times.get(place));
            out.printf(
                    "  %-22s %-19s median %6.2f ms  ratio %.2f%n",
                    what, places.get(place).title(), median, median / reference);
        }
    }

    private static double median(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void throughput(OpenLdapServer server, int connections) throws InterruptedException {
        try (Provisioner service = new Provisioner(server, Membership.DYNAMIC, connections)) {
            String prefix = "many" + connections + "x";
            double first = perSecond(service, prefix);
            double again = perSecond(service, prefix);
            out.printf(
                    "%2d connections: %5.0f first logins/s, %5.0f repeated logins/s,"
                            + " %d failed, load average %.1f%n",
                    connections, first, again, failed.getAndSet(0), load());
        }
    }

    private double perSecond(Provisioner service, String prefix) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(COMMANDS);
        long start = System.nanoTime();
        for (int lane = 0; lane < AT_ONCE; lane++) {
            go(service, prefix, next, done);
        }
        done.await();
        return COMMANDS / ((System.nanoTime() - start) / 1e9);
    }

    private void go(Provisioner service, String prefix, AtomicInteger next, CountDownLatch done) {
        int number = next.getAndIncrement();
        if (number < COMMANDS) {
            service.login(prefix + number)
                    .onFailure(failure -> failed.incrementAndGet())
                    .onComplete(_ -> {
                        done.countDown();
                        go(service, prefix, next, done);
                    });
        }
    }
}
