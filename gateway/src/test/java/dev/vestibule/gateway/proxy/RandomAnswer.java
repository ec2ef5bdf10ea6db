package dev.vestibule.gateway.proxy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.util.ArrayList;
import java.util.List;

/**
 * What a damaged or hostile upstream writes on its connection.
 *
 * @param pieces the bytes, as they are written one after the other
 */
record RandomAnswer(List<String> pieces, Ending ending) {

    /** What the upstream does next. */
    enum Ending {
        CLOSE,
        RESET,
        /** It waits for another request. */
        WAIT
    }

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final List<String> STATUS_LINES =
            List.of(
                    "HTTP/1.1 404 Not Found",
                    "HTTP/1.1 204 No Content",
                    "HTTP/1.1 205 Reset Content",
                    "HTTP/1.1 304 Not Modified",
                    "HTTP/1.1 302 Found",
                    "HTTP/1.1 401",
                    "HTTP/1.1 407 Proxy Authentication Required",
                    "HTTP/1.1 999 \u00e4\u0001",
                    "HTTP/1.1 600 \t ",
                    "HTTP/1.1  200  OK",
                    "HTTP/1.0 200 OK");
    private static final List<String> BAD_STATUS_LINES =
            List.of(
                    "HTTP/1.1 101 Switching Protocols",
                    "HTTP/1.1 099 Low",
                    "HTTP/1.1 2000 High",
                    "HTTP/1.1",
                    "HTTP/2 200",
                    "ICY 200 OK",
                    "");
    private static final List<String> INTERIM =
            List.of(
                    "HTTP/1.1 100 Continue\r\n\r\n",
                    "HTTP/1.1 102 Processing\r\nX-Interim: 1\r\n\r\n",
                    "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n",
                    "HTTP/1.1 104 A\r\nContent-Length: 12\r\n\r\n",
                    "HTTP/1.1 199 B\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "HTTP/1.0 100 Continue\n\n");
    private static final List<String> FIELDS =
            List.of(
                    "Content-Type: text/html",
                    "Set-Cookie: a=b",
                    "Set-Cookie: __Host-vestibule-session=x",
                    "Connection: close",
                    "Connection: keep-alive, x-a",
                    "Connection: content-length",
                    "Connection: ,",
                    "Keep-Alive: timeout=5",
                    "Upgrade: websocket",
                    "Trailer: x-sum",
                    "Date: yesterday",
                    "X-A: \u00e4\u00ff",
                    "X-Folded: a\r\n b",
                    "X-Empty:",
                    "X!#$%&'*+.^_`|~: a",
                    "Content-Encoding: gzip");
    private static final List<String> BAD_FIELDS =
            List.of(
                    "X-Control: a\u0001b\u007f",
                    "X-Vertical: a\u000bb\fc",
                    "X-Null: a\u0000b",
                    "X-Return: a\rb",
                    ": nameless",
                    "X Space: a",
                    "X-Space : a",
                    "X(): a",
                    "X\u00e4: a",
                    "no colon",
                    " folded at once",
                    "Content-Length: 0",
                    "Content-Length: 5",
                    "Content-Length: 18446744073709551617",
                    "Transfer-Encoding: chunked",
                    "Transfer-Encoding: \u000bchunked");
    private static final List<String> BODIES =
            List.of(
                    "Content-Length: 7\r\n\r\nfor ada",
                    "Content-Length: 0\r\n\r\n",
                    "Content-Length: 8\r\n\r\nfor ada",
                    "Content-Length: 6\r\n\r\nfor ada",
                    CHUNKED + "7\r\nfor ada\r\n0\r\n\r\n",
                    CHUNKED + "3;a=b\r\nfor\r\n4\r\n ada\r\n0\r\nX-Sum: 1\r\n\r\n",
                    CHUNKED + "0\r\nX-Sum: a\u0001\u000b\r\nContent-Length: 3\r\n\r\n",
                    CHUNKED + "0\r\nX-Sum: a\u0000\r\n\r\n",
                    CHUNKED + "0\r\nX-Sum: a\rb\r\n\r\n",
                    CHUNKED + "0\r\n: x\r\n\r\n",
                    CHUNKED + "0\r\nX Sum: 1\r\n\r\n",
                    CHUNKED + "0\r\nX-\u00e4: 1\r\n\r\n",
                    CHUNKED + "fffffffffffffffff\r\nfor ada\r\n",
                    CHUNKED + "-1\r\nfor ada\r\n0\r\n\r\n",
                    CHUNKED + "7\nfor ada\n0\n\n",
                    "\r\nfor ada",
                    "\nfor ada",
                    "\r\n",
                    "");
    private static final List<String> SURPLUS =
            List.of("\r\n", "H", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nada");
    private static final List<String> SCRAPS =
            List.of(
                    "\r",
                    "\n",
                    "\r\n",
                    "\r\n\r\n",
                    "\u0000",
                    ":",
                    " ",
                    "\t",
                    "0",
                    "-",
                    "\u00ff",
                    ";");

    /** The bytes in one. */
    String whole() {
        return String.join("", pieces);
    }

    static Arbitrary<RandomAnswer> all() {
        Arbitrary<List<Double>> cuts = Arbitraries.doubles().between(0, 1).list().ofMaxSize(4);
        return Combinators.combine(damaged(), cuts, Arbitraries.of(Ending.class))
                .as((bytes, at, ending) -> new RandomAnswer(cut(bytes, at), ending));
    }

    private static Arbitrary<String> damaged() {
        return Combinators.combine(written(), rarely(damage()))
                .as((bytes, damages) -> {
                    String result = bytes;
                    for (Damage damage : damages) {
                        result = damage.to(result);
                    }
                    return result;
                });
    }

    private static Arbitrary<String> written() {
        Arbitrary<String> status =
                Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.just("HTTP/1.1 200 OK")),
                        Tuple.of(6, Arbitraries.of(STATUS_LINES)),
                        Tuple.of(1, Arbitraries.of(BAD_STATUS_LINES)));
        return Combinators.combine(
                        rarely(Arbitraries.of(INTERIM)),
                        status,
                        Arbitraries.of(FIELDS).list().ofMaxSize(3),
                        rarely(Arbitraries.of(BAD_FIELDS)),
                        Arbitraries.of(BODIES),
                        rarely(Arbitraries.of(SURPLUS)))
                .as((interim, line, fields, bad, body, surplus) ->
                        String.join("", interim)
                                + line
                                + "\r\n"
                                + lines(fields)
                                + lines(bad)
                                + body
                                + String.join("", surplus));
    }

    private static String lines(List<String> fields) {
        return String.join("", fields.stream().map(field -> field + "\r\n").toList());
    }

    /** None, mostly. */
    private static <T> Arbitrary<List<T>> rarely(Arbitrary<T> odd) {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(List.of())), Tuple.of(2, odd.list().ofMaxSize(2)));
    }

    /** A change to a part of the bytes. */
    private record Damage(Kind kind, double at, int length, String scrap) {
        private enum Kind {
            NONE,
            TRUNCATE,
            DELETE,
            REPEAT,
            INSERT,
            REPLACE
        }

        String to(String bytes) {
            int from = (int) (at * bytes.length());
            int end = Math.min(bytes.length(), from + length);
            String before = bytes.substring(0, from);
            String behind = bytes.substring(end);
            return switch (kind) {
                case NONE -> bytes;
                case TRUNCATE -> before;
                case DELETE -> before + behind;
                case REPEAT -> bytes.substring(0, end) + bytes.substring(from);
                case INSERT -> before + scrap + bytes.substring(from);
                case REPLACE -> before + scrap + behind;
            };
        }
    }

    private static Arbitrary<Damage> damage() {
        return Combinators.combine(
                        Arbitraries.of(Damage.Kind.class),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.of(SCRAPS))
                .as(Damage::new);
    }

    private static List<String> cut(String bytes, List<Double> at) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (double part : at.stream().sorted().toList()) {
            int to = (int) (part * bytes.length());
            pieces.add(bytes.substring(from, to));
            from = to;
        }
        pieces.add(bytes.substring(from));
        return List.copyOf(pieces);
    }
}
