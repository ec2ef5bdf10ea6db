package dev.vestibule.gateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What is logged until this is closed: each message, with the stack trace that belongs to it. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger source;
    private final List<Logger> opened;

    private LogLines(Logger source, Level level, List<Logger> opened) {
        this.source = source;
        this.opened = opened;
        setContext(source.getLoggerContext());
        start();
        source.addAppender(this);
        opened.forEach(logger -> logger.setLevel(level));
    }

    /** What this class logs, from the level "info" on. */
    public static LogLines of(Class<?> type) {
        Logger logger = (Logger) LoggerFactory.getLogger(type);
        return new LogLines(logger, Level.INFO, List.of(logger));
    }

    /**
     * Everything that is logged.
     *
     * @param traced names of the loggers that are opened down to the level "trace"
     */
    public static LogLines everything(String... traced) {
        return new LogLines(
                (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME),
                Level.TRACE,
                Stream.of(traced).map(name -> (Logger) LoggerFactory.getLogger(name)).toList());
    }

    /** Those by now. */
    public List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String cause =
                event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getFormattedMessage() + cause);
    }

    @Override
    public void close() {
        source.detachAppender(this);
        opened.forEach(logger -> logger.setLevel(null));
        stop();
    }
}
