package dev.vestibule.gateway.upstream;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * The head of a final answer.
 *
 * @param reason the words of the status line, which may be empty
 */
public record AnswerHead(int status, String reason, HttpHeaders fields) {
    /** The status of an answer that switches protocols. */
    public static final int SWITCHING = 101;
}
