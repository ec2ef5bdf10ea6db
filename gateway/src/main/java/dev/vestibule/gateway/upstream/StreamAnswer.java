package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Headers;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The answer on one stream of HTTP/2 as messages of HTTP/1.1 (RFC 9113, section 8.1). What could be
 * read in two ways is malformed: another length than was said among it, for a client of HTTP/1.1
 * would take the next answer for the rest.
 */
final class StreamAnswer {
    private static final int CONTINUE = 100;
    private static final int SWITCHING = 101;
    private static final int FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int DIGITS = 18;

    /** They belong to a connection, which frames of HTTP/2 describe (section 8.2.2). */
    private static final Set<String> CONNECTION =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

    private boolean bodiless;
    private boolean begun;
    private boolean ended;
    private long length = -1;
    private long seen;

    /**
     * A request goes out now.
     *
     * @param head whether its method is HEAD, whose answer has no body whatever its fields say
     */
    void expect(boolean head) {
        bodiless = head;
    }

    /**
     * Fields have come: the head, that of an interim answer, or trailers.
     *
     * @param tell hears what they are
     * @throws IllegalArgumentException when they are malformed
     */
    void head(Http2Headers fields, boolean ends, Consumer<Object> tell) {
        require(!ended, "frames behind the end");
        if (begun) {
            require(ends && fields.status() == null, "trailers that are none");
            finish(tell, copy(fields));
            return;
        }
        int status = status(fields);
        if (status < FINAL) {
            require(!ends && status != SWITCHING, "an interim answer that is none");
            tell.accept(
                    status == CONTINUE
                            ? AnswerDecoder.Interim.PERMISSION
                            : AnswerDecoder.Interim.OTHER);
            return;
        }
        begin(status, copy(fields), tell);
        if (ends) {
            finish(tell, new DefaultHttpHeaders());
        }
    }

    private void begin(int status, HttpHeaders fields, Consumer<Object> tell) {
        begun = true;
        bodiless |= status == NO_CONTENT || status == NOT_MODIFIED;
        String said = fields.get(HttpHeaderNames.CONTENT_LENGTH);
        if (said != null && !bodiless) {
            length = number(said);
        }
        tell.accept(
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), fields));
    }

    /**
     * A piece of the body.
     *
     * @throws IllegalArgumentException when none can come
     */
    void body(ByteBuf bytes, boolean ends, Consumer<Object> tell) {
        seen += bytes.readableBytes();
        boolean right = begun && !ended && (length < 0 || seen <= length);
        if (!right || bodiless && bytes.isReadable()) {
            bytes.release();
            throw new IllegalArgumentException("bytes that belong to no answer");
        }
        tell.accept(new DefaultHttpContent(bytes));
        if (ends) {
            finish(tell, new DefaultHttpHeaders());
        }
    }

    private void finish(Consumer<Object> tell, HttpHeaders trailers) {
        require(length < 0 || seen == length, "another length than was said");
        ended = true;
        LastHttpContent last = new DefaultLastHttpContent(io.netty.buffer.Unpooled.EMPTY_BUFFER);
        last.trailingHeaders().set(trailers);
        tell.accept(last);
    }

    private static int status(Http2Headers fields) {
        var values = fields.getAll(Http2Headers.PseudoHeaderName.STATUS.value());
        require(values.size() == 1 && values.getFirst().length() == 3, "not exactly one status");
        return Math.toIntExact(number(values.getFirst().toString()));
    }

    /** Names and values are checked as those of HTTP/1.1 are. */
    private static HttpHeaders copy(Http2Headers sent) {
        HttpHeaders fields = new DefaultHttpHeaders();
        for (Map.Entry<CharSequence, CharSequence> field : sent) {
            String name = field.getKey().toString();
            if (!name.equals(":status")) {
                require(!name.startsWith(":"), "an unknown pseudo-header");
                require(!CONNECTION.contains(name), "a field of a connection");
                fields.add(name, field.getValue());
            }
        }
        return fields;
    }

    private static long number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= DIGITS;
        for (int at = 0; at < text.length(); at++) {
            digits &= text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }
        require(digits, "no number");
        return Long.parseLong(text);
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException(found);
        }
    }
}
