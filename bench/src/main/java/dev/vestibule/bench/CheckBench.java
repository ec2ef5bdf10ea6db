package dev.vestibule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Prints how long {@code vestibule check} takes on a large configuration. */
final class CheckBench {
    private static final int RUNS = 7;

    private final PrintStream out;
    private final Path launcher;
    private final Path folder;

    private CheckBench(PrintStream out, Path launcher, Path folder) {
        this.out = out;
        this.launcher = launcher;
        this.folder = folder;
    }

    /** Takes the gateway's jar, beside whose repository the launcher lies, and a folder. */
    public static void main(String[] arguments) throws Exception {
        Path launcher =
                Path.of(arguments[0]).toAbsolutePath().normalize().resolve("../../../vestibule");
        Path work = Files.createDirectories(Path.of(arguments[1]));
        Path folder = Files.createTempDirectory(work, "check");
        LargeConfig.write(folder);
        new CheckBench(System.out, launcher.normalize(), folder).measure();
    }

    private void measure() throws IOException, InterruptedException {
        double[] wall = new double[RUNS];
        double[] cpu = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            cpu[run] = check().toNanos() / 1e9;
            wall[run] = (System.nanoTime() - begun) / 1e9;
        }
        out.printf(
                "%d connections, %d flows, %d apps: %.2f s, %.2f s of CPU (medians of %d runs)%n",
                LargeConfig.CONNECTIONS,
                LargeConfig.FLOWS,
                LargeConfig.APPS,
                median(wall),
                median(cpu),
                RUNS);
    }

    /** CPU time of one run, as far as it was seen before the process ended. */
    private Duration check() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(launcher.toString(), "check", folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("check.log").toFile())
                        .start();
        Duration cpu = Duration.ZERO;
        while (process.isAlive()) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            Thread.sleep(2);
        }
        if (process.waitFor() != 0) {
            throw new IOException(
                    Files.readString(folder.resolve("check.log"), StandardCharsets.UTF_8));
        }
        return cpu;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
