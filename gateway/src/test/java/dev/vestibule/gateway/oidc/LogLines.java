package dev.vestibule.gateway.oidc;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.slf4j.LoggerFactory;

import java.util.List;

/** What a class logs until this is closed. */
final class LogLines implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        events.start();
        logger.addAppender(events);
    }

    static LogLines of(Class<?> source) {
        return new LogLines((Logger) LoggerFactory.getLogger(source));
    }

    List<String> texts() {
        return List.copyOf(events.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
