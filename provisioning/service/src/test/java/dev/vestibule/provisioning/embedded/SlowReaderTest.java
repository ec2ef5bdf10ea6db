package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1Buffer;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

class SlowReaderTest {
    @Test
    void aClientThatDoesNotReadItsAnswerStopsNobody() throws Exception {
        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(null));
                LDAPConnection gateway = Tree.gateway(directory);
                Socket deaf = new Socket()) {
            for (int i = 0; i < 20; i++) {
                gateway.add(Tree.person("big" + i, new Attribute("jpegPhoto", new byte[200_000])));
            }
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress("127.0.0.1", directory.port()));
            ask(deaf);
            // The first byte of the answer: the search is over and being sent.
            assertThat(deaf.getInputStream().read()).isEqualTo(0x30);

            gateway.add(Tree.person("ada"));

            assertThat(gateway.getEntry(Tree.dn("ada"))).isNotNull();
        }
    }

    private static void ask(Socket socket) throws Exception {
        ASN1Buffer buffer = new ASN1Buffer();
        new LDAPMessage(
                        1,
                        new SearchRequestProtocolOp(
                                Tree.BASE,
                                SearchScope.SUB,
                                DereferencePolicy.NEVER,
                                0,
                                0,
                                false,
                                Filter.createPresenceFilter("uid"),
                                List.of()))
                .writeTo(buffer);
        buffer.writeTo(socket.getOutputStream());
    }
}
