package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The directory's schema, read when it is first needed and once an hour. */
public final class SchemaCache {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMinutes(1);

    private final Source source;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    /** Reads the schema; null when there is none. */
    public interface Source {
        @Nullable Schema read() throws LDAPException;
    }

    private record Known(@Nullable Schema schema, Instant until) {}

    /** Reads from this source when it is asked. */
    public SchemaCache(Source source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Null while it cannot be read. */
    public @Nullable Schema schema() {
        Known last = known.get();
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.until())) {
            return last.schema();
        }
        Known read = read(now);
        known.set(read);
        return read.schema();
    }

    private Known read(Instant now) {
        try {
            return new Known(source.read(), now.plus(FRESH));
        } catch (LDAPException e) {
            LOG.debug("the schema cannot be read", e);
            return new Known(null, now.plus(BEFORE_ASKING_AGAIN));
        }
    }
}
