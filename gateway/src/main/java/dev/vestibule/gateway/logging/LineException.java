package dev.vestibule.gateway.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

import dev.vestibule.provisioning.vocabulary.VisibleText;

import java.util.stream.Collectors;

/** Writes the stack trace of an event behind its message, in the same line. */
public final class LineException extends ThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return super.convert(event)
                .lines()
                .map(line -> " | " + VisibleText.of(line.strip()))
                .collect(Collectors.joining());
    }
}
