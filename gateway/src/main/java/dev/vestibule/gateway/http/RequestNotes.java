package dev.vestibule.gateway.http;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is noted of a request while it is answered, where an access log is written. */
public final class RequestNotes {
    private static final String KEY = "vestibule.notes";

    private final Consumer<RequestNotes> then;
    private HttpFailure.Concern concern = HttpFailure.Concern.NOTHING;
    private @Nullable Failed failed;
    private boolean over;
    private boolean aborted;

    private RequestNotes(Consumer<RequestNotes> then) {
        this.then = then;
    }

    /**
     * The failure that was answered.
     *
     * @param kind in small letters
     * @param detail why, for example which rule
     * @param reference connects the answer to a line of the log
     */
    public record Failed(String kind, String detail, String reference) {}

    /**
     * Begins the notes of the context's request.
     *
     * @param then gets them once, when the request is over
     */
    public static RequestNotes begin(RoutingContext ctx, Consumer<RequestNotes> then) {
        RequestNotes notes = new RequestNotes(then);
        ctx.put(KEY, notes);
        return notes;
    }

    /** Of a request of which nothing is known. */
    public static RequestNotes none() {
        return new RequestNotes(_ -> {});
    }

    /** What the request is about; it is not asked for where there is no access log. */
    public static void about(RoutingContext ctx, Supplier<HttpFailure.Concern> concern) {
        RequestNotes notes = ctx.get(KEY);
        if (notes != null) {
            notes.concern = concern.get().or(notes.concern);
        }
    }

    static void failed(RoutingContext ctx, HttpFailure.Concern concern, Failed failed) {
        RequestNotes notes = ctx.get(KEY);
        if (notes != null) {
            notes.concern = concern.or(notes.concern);
            notes.failed = failed;
        }
    }

    /** The client has gone before it had the whole answer. */
    public static void aborted(RoutingContext ctx) {
        RequestNotes notes = ctx.get(KEY);
        if (notes != null) {
            notes.aborted |= !notes.over;
            notes.over();
        }
    }

    /** The connection has become one of another protocol. */
    public static void switched(RoutingContext ctx) {
        RequestNotes notes = ctx.get(KEY);
        if (notes != null) {
            notes.over();
        }
    }

    /** The request is over; a second call does nothing. */
    public void over() {
        if (!over) {
            over = true;
            then.accept(this);
        }
    }

    /** App, connection and account, as far as they are known. */
    public HttpFailure.Concern concern() {
        return concern;
    }

    /** What was answered in place of what was asked for; null for nothing. */
    public @Nullable Failed failure() {
        return failed;
    }

    /** Whether the client has gone before it had the whole answer. */
    public boolean aborted() {
        return aborted;
    }
}
