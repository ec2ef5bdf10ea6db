package dev.vestibule.flow.app;

import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How the gateway speaks to the servers of an app.
 *
 * @param health null where they are not asked whether they are well
 */
@KeyTable(
        """
        How the gateway speaks to the application.
        | health | no checks | regular requests to each server, so that one that does not answer gets
          no others.
        """)
public record UpstreamHttp(@Nullable Health health) {
    /** Without checks. */
    public static final UpstreamHttp STANDARD = new UpstreamHttp(null);

    static final Section<UpstreamHttp> SECTION =
            Section.of(UpstreamHttp.class, Map.of("health", Health.SECTION));
}
