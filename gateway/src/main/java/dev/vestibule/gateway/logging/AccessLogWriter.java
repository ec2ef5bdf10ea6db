package dev.vestibule.gateway.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;

import dev.vestibule.flow.gateway.AccessLogSettings;
import dev.vestibule.flow.gateway.AccessLogSettings.Format;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes the lines of the access log on a thread of its own, by Logback. Where they come faster
 * than they can be written, some are left out and counted: no request waits for the log.
 */
public final class AccessLogWriter implements Consumer<AccessLine>, AutoCloseable {
    private static final int QUEUE = 8192;

    private final Format format;
    private final AsyncAppender queue = new AsyncAppender();
    private final LoggerContext context = new LoggerContext();
    private final Counter lost;

    private AccessLogWriter(Format format, Counter lost) {
        this.format = format;
        this.lost = lost;
    }

    /**
     * Opens the log.
     *
     * @throws IllegalStateException when its file cannot be written
     */
    public static AccessLogWriter open(AccessLogSettings settings, MeterRegistry meters) {
        AccessLogWriter writer =
                new AccessLogWriter(settings.format(), meters.counter("vestibule.access.log.lost"));
        writer.start(settings);
        return writer;
    }

    private void start(AccessLogSettings settings) {
        Path file = settings.file();
        OutputStreamAppender<ILoggingEvent> target =
                file == null ? new ConsoleAppender<>() : rolling(file, settings);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        target.setContext(context);
        target.setEncoder(encoder);
        target.start();
        if (!target.isStarted()) {
            throw new IllegalStateException("cannot write " + file);
        }
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(target);
        queue.start();
    }

    private OutputStreamAppender<ILoggingEvent> rolling(Path file, AccessLogSettings settings) {
        RollingFileAppender<ILoggingEvent> target = new RollingFileAppender<>();
        target.setFile(file.toString());
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(target);
        names.setFileNamePattern(file + ".%i");
        names.setMinIndex(1);
        names.setMaxIndex(settings.keep());
        names.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(context);
        full.setMaxFileSize(new FileSize(settings.size()));
        full.start();
        target.setRollingPolicy(names);
        target.setTriggeringPolicy(full);
        return target;
    }

    @Override
    public void accept(AccessLine line) {
        if (queue.getRemainingCapacity() == 0) {
            lost.increment();
            return;
        }
        LoggingEvent event =
                new LoggingEvent(
                        "", context.getLogger("access"), Level.INFO, text(line), null, null);
        event.setMDCPropertyMap(Map.of());
        queue.doAppend(event);
    }

    private String text(AccessLine line) {
        return switch (format) {
            case JSON -> line.json();
            case COMBINED -> line.combined();
        };
    }

    /** Writes what is left, for a second at most. */
    @Override
    public void close() {
        queue.stop();
        context.stop();
    }
}
