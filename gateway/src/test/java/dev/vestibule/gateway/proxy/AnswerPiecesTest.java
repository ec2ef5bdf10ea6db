package dev.vestibule.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.upstream.AnswerDecoder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;

/** What an upstream says means the same wherever the network cuts it. */
final class AnswerPiecesTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anAnswerMeansTheSameInAnyTwoPieces(
            @ForAll("answers") RandomAnswer answer, @ForAll boolean head) {
        String bytes = answer.whole();
        String whole = read(head, bytes);

        for (int cut = 1; cut < bytes.length(); cut++) {
            assertThat(read(head, bytes.substring(0, cut), bytes.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(read(head, bytes.split("(?s)(?<=.)"))).as("single bytes").isEqualTo(whole);
    }

    @Provide
    Arbitrary<RandomAnswer> answers() {
        return RandomAnswer.all();
    }

    /** Everything that the decoder tells, with the end of the connection. */
    private static String read(boolean head, String... pieces) {
        AnswerDecoder decoder = new AnswerDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        decoder.expect(head);
        for (String piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
            }
        }
        channel.finish();
        StringBuilder told = new StringBuilder();
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            told.append(words(part));
            ReferenceCountUtil.release(part);
        }
        return told + (decoder.spoiled() ? " spoiled" : "");
    }

    private static String words(Object part) {
        return switch (part) {
            case HttpObject broken when broken.decoderResult().isFailure() -> " broken";
            case HttpResponse response ->
                    response.status() + " " + response.headers().entries() + "\n";
            case LastHttpContent last ->
                    text(last) + " end " + last.trailingHeaders().entries() + "\n";
            case HttpContent content -> text(content);
            case ByteBuf bytes -> bytes.toString(StandardCharsets.ISO_8859_1);
            default -> part + "\n";
        };
    }

    private static String text(HttpContent content) {
        return content.content().toString(StandardCharsets.ISO_8859_1);
    }
}
