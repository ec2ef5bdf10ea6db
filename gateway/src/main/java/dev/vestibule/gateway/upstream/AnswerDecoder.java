package dev.vestibule.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

import java.util.List;

/**
 * Splits what an upstream sends into answers. It knows whether one is expected: interim answers are
 * left out (RFC 9110, section 15.2), and a connection on which a byte came that belongs to no
 * expected answer is spoiled, whether the byte follows an answer at once or comes while the
 * connection is idle.
 */
public final class AnswerDecoder extends HttpResponseDecoder {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final int CONTINUE = 100;
    private static final int SWITCHING = 101;

    /** The replacement of an interim answer. */
    enum Interim {
        /** The upstream asks for the body. */
        PERMISSION,
        /** Every other one, which says nothing that a proxy has to know. */
        OTHER
    }

    private boolean expected;
    private boolean bodiless;
    private boolean spoiled;
    private boolean switching;

    /** A decoder that expects nothing yet. */
    public AnswerDecoder() {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEAD)
                        .setMaxChunkSize(LARGEST_PIECE));
    }

    /**
     * A request goes out now.
     *
     * @param head whether its method is HEAD, whose answer has no body whatever its fields say
     */
    public void expect(boolean head) {
        expected = true;
        bodiless = head;
    }

    /** Whether a byte came that belongs to no expected answer; the connection is unusable then. */
    public boolean spoiled() {
        return spoiled;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (!expected && !switching) {
            spoiled = true;
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        if (out.size() > before) {
            settle(in, out, before);
        }
    }

    private void settle(ByteBuf in, List<Object> out, int first) {
        if (out.get(first) instanceof HttpResponse head && informs(head)) {
            boolean permission = head.status().code() == CONTINUE;
            out.subList(first, out.size()).clear();
            out.add(permission ? Interim.PERMISSION : Interim.OTHER);
        } else if (out.getLast() instanceof LastHttpContent last && whole(last)) {
            expected = false;
            spoiled |= in.isReadable() && !switching;
        }
    }

    /** An interim answer that may be left out. */
    private boolean informs(HttpResponse head) {
        switching = whole(head) && head.status().code() == SWITCHING;
        return whole(head)
                && head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !switching;
    }

    private static boolean whole(HttpObject part) {
        return part.decoderResult().isSuccess();
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return bodiless || super.isContentAlwaysEmpty(message);
    }

    /** Two framings in one answer are no framing (RFC 9112, section 6.3). */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        message.setDecoderResult(
                DecoderResult.failure(new BrokenAnswerException("both a length and chunks", null)));
    }
}
