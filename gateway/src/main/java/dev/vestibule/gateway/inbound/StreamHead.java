package dev.vestibule.gateway.inbound;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The head of a request of HTTP/2 as one of HTTP/1.1 (RFC 9113, section 8.3), and that of its
 * answer the other way. What could be read in two ways is malformed.
 *
 * @param longest the most characters that a path may have
 */
record StreamHead(int longest) {
    /** They belong to a connection, which frames of HTTP/2 describe (section 8.2.2). */
    private static final Set<String> CONNECTION =
            Set.of(
                    "connection",
                    "proxy-connection",
                    "keep-alive",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":path", ":authority");

    /**
     * The request; its decoder result says when it is malformed.
     *
     * @param whole whether no body follows
     */
    DefaultHttpRequest read(Http2Headers sent, boolean whole) {
        try {
            HttpHeaders fields = HeadersMultiMap.httpHeaders(new RequestDecoder.FieldCheck());
            String method = single(sent, ":method");
            String path = single(sent, ":path");
            require(single(sent, ":scheme").equals("https"), "another scheme");
            require(!method.equals("CONNECT"), "a tunnel");
            checkPath(path);
            copy(sent, fields);
            addHosts(sent, fields);
            frame(fields, whole);
            return new DefaultHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path, fields);
        } catch (IllegalArgumentException
                | TooLongHttpHeaderException
                | TooLongHttpLineException malformed) {
            return malformed(malformed);
        }
    }

    /** The fields of an answer of HTTP/1.1 as HTTP/2 has them. */
    static Http2Headers answer(HttpHeaders from) {
        Http2Headers fields = new DefaultHttp2Headers(false, from.size() + 2);
        var all = from.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            String name = field.getKey().toString().toLowerCase(Locale.ROOT);
            if (!CONNECTION.contains(name)) {
                fields.add(name, field.getValue());
            }
        }
        return fields;
    }

    private static DefaultHttpRequest malformed(Throwable why) {
        DefaultHttpRequest none =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.GET, "/", HeadersMultiMap.httpHeaders());
        none.setDecoderResult(DecoderResult.failure(why));
        return none;
    }

    private void checkPath(String path) {
        if (path.length() > longest) {
            throw new TooLongHttpLineException("a path of " + path.length() + " characters");
        }
        boolean plain = path.startsWith("/");
        for (int at = 0; at < path.length(); at++) {
            char c = path.charAt(at);
            plain &= c > ' ' && c < 0x7f;
        }
        require(plain || path.equals("*"), "a path that is none");
    }

    private static void copy(Http2Headers sent, HttpHeaders fields) {
        StringJoiner cookies = new StringJoiner("; ");
        for (Map.Entry<CharSequence, CharSequence> field : sent) {
            String name = field.getKey().toString();
            CharSequence value = field.getValue();
            if (name.startsWith(":")) {
                require(PSEUDO.contains(name), "an unknown pseudo-header");
                continue;
            }
            check(name, value);
            if (name.equals("cookie")) {
                cookies.add(value);
            } else if (!name.equals("host")) {
                fields.add(AsciiString.cached(name), value);
            }
        }
        if (cookies.length() > 0) {
            fields.add(HttpHeaderNames.COOKIE, cookies.toString());
        }
    }

    private static void check(String name, CharSequence value) {
        boolean small = name.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
        require(small && !CONNECTION.contains(name), "a field of a connection, or in capitals");
        require(!name.equals("te") || "trailers".contentEquals(value), "another TE");
        int last = value.length() - 1;
        require(
                last < 0 || !blank(value.charAt(0)) && !blank(value.charAt(last)),
                "a value with a blank at its edge");
    }

    /** Two hosts are passed on as two, which the gateway refuses. */
    private static void addHosts(Http2Headers sent, HttpHeaders fields) {
        List<CharSequence> named = sent.getAll(":authority");
        List<CharSequence> hosts = sent.getAll(HttpHeaderNames.HOST);
        for (CharSequence each : named) {
            fields.add(HttpHeaderNames.HOST, each);
        }
        for (CharSequence each : hosts) {
            if (named.size() != 1 || !AsciiString.contentEqualsIgnoreCase(each, named.getFirst())) {
                fields.add(HttpHeaderNames.HOST, each);
            }
        }
    }

    /** A body without a length comes in pieces. */
    private static void frame(HttpHeaders fields, boolean whole) {
        List<String> lengths = fields.getAll(HttpHeaderNames.CONTENT_LENGTH);
        require(lengths.size() <= 1, "several lengths");
        if (lengths.isEmpty()) {
            if (!whole) {
                fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
            return;
        }
        String length = lengths.getFirst();
        boolean digits = !length.isEmpty() && length.chars().allMatch(c -> c >= '0' && c <= '9');
        require(digits, "a length that is none");
        require(!whole || length.chars().allMatch(c -> c == '0'), "a body that does not come");
    }

    private static String single(Http2Headers sent, String name) {
        List<CharSequence> values = sent.getAll(name);
        require(values.size() == 1, "not exactly one " + name);
        return values.getFirst().toString();
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new IllegalArgumentException(found);
        }
    }
}
