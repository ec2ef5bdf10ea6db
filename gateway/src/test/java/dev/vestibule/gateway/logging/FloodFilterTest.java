package dev.vestibule.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.List;

final class FloodFilterTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(FloodFilterTest.class);
    private final Logger own = (Logger) LoggerFactory.getLogger(FloodFilter.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final FloodFilter filter = new FloodFilter();

    @BeforeEach
    void start() {
        LoggerContext context = logger.getLoggerContext();
        filter.setContext(context);
        filter.start();
        written.setContext(context);
        written.addFilter(filter);
        written.start();
        for (Logger each : List.of(logger, own)) {
            each.setLevel(Level.INFO);
            each.setAdditive(false);
            each.addAppender(written);
        }
    }

    @AfterEach
    void stop() {
        for (Logger each : List.of(logger, own)) {
            each.detachAppender(written);
            each.setAdditive(true);
            each.setLevel(null);
        }
        filter.stop();
    }

    @Test
    void ofAFloodAFewLinesAreWrittenAndThenTheirNumber() {
        for (int each = 0; each < 1000; each++) {
            logger.info("event=refused client={}", each);
        }
        assertThat(written.list).hasSize(60);

        filter.next();

        assertThat(written.list).hasSize(61);
        assertThat(written.list.getLast().getFormattedMessage())
                .contains("event=lines_left_out", "count=940", "event=refused client={}");
    }

    @Test
    void aFloodOfOneKindHidesNoOther() {
        for (int each = 0; each < 1000; each++) {
            logger.info("flood");
        }
        logger.warn("flood");
        logger.info("another");

        assertThat(written.list).hasSize(62);
    }

    @Test
    void everyMinuteBeginsAnew() {
        for (int each = 0; each < 60; each++) {
            logger.info("line");
        }
        filter.next();
        logger.info("line");

        assertThat(written.list).hasSize(61);
    }

    @Test
    void endlesslyManyKindsAreOne() {
        for (int each = 0; each < 5000; each++) {
            logger.info("kind " + each);
        }

        assertThat(written.list).hasSizeBetween(1000, 1100);
    }

    @Test
    void aLineThatMayNotBeMissingIsNot() {
        for (int each = 0; each < 500; each++) {
            logger.info(FloodFilter.EACH, "event=login");
        }

        assertThat(written.list).hasSize(500);
    }
}
