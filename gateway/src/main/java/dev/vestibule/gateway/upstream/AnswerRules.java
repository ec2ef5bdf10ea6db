package dev.vestibule.gateway.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

import org.jspecify.annotations.Nullable;

/** Which heads of answers can be passed on with one meaning, and which leave a connection open. */
final class AnswerRules {
    private static final int LOWEST = 100;
    private static final int HIGHEST = 999;

    private AnswerRules() {}

    /**
     * Refuses what can be read in two ways.
     *
     * @param upgrade the protocol that the request asked for; null for none
     * @throws BrokenAnswerException when it is no answer that can be passed on
     */
    static void check(HttpResponse head, @Nullable String upgrade) {
        HttpVersion version = head.protocolVersion();
        require(
                version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0),
                "another version of HTTP");
        int status = head.status().code();
        require(status >= LOWEST && status <= HIGHEST, "a status that is none");
        if (status == AnswerHead.SWITCHING) {
            require(switches(head.headers(), upgrade), "a switch that was not requested");
        }
        checkFraming(head);
    }

    private static boolean switches(HttpHeaders fields, @Nullable String upgrade) {
        var named = fields.getAll(HttpHeaderNames.UPGRADE);
        return named.size() == 1 && named.getFirst().strip().equalsIgnoreCase(upgrade);
    }

    /** RFC 9112, section 6.3: one length, or chunks and nothing else. */
    private static void checkFraming(HttpResponse head) {
        var lengths = head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
        var codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        require(
                lengths.isEmpty() || lengths.size() == 1 && number(lengths.getFirst()),
                "no length");
        if (!codings.isEmpty()) {
            require(codings.size() == 1 && lengths.isEmpty(), "two framings");
            require(codings.getFirst().strip().equalsIgnoreCase("chunked"), "unknown coding");
            require(head.protocolVersion().equals(HttpVersion.HTTP_1_1), "chunks of HTTP/1.0");
        }
    }

    private static boolean number(String length) {
        boolean digits = !length.isEmpty() && length.length() <= 18;
        for (int at = 0; at < length.length(); at++) {
            digits &= length.charAt(at) >= '0' && length.charAt(at) <= '9';
        }
        return digits;
    }

    /** Whether the connection can stay open behind the answer (RFC 9112, section 9.3). */
    static boolean keepsOpen(HttpResponse head) {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_1) && HttpUtil.isKeepAlive(head);
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new BrokenAnswerException(found, null);
        }
    }
}
