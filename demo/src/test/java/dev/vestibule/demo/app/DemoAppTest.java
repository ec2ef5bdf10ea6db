package dev.vestibule.demo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.demo.web.DemoPages;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

final class DemoAppTest {
    private static final String BASE = "dc=example,dc=org";

    private final HttpClient http = HttpClient.newHttpClient();
    private final InMemoryDirectoryServer directory = directory();
    private final DemoApp app = start(directory.getListenPort());

    @BeforeEach
    void adaHasAnEntry() throws Exception {
        directory.add("dn: " + BASE, "objectClass: domain", "dc: example");
        directory.add(
                "dn: uid=ada," + BASE,
                "objectClass: inetOrgPerson",
                "uid: ada",
                "cn: Ada Lovelace",
                "sn: <script>alert(1)</script>");
        directory.add(
                "dn: cn=staff," + BASE,
                "objectClass: groupOfNames",
                "cn: staff",
                "member: uid=ada," + BASE);
    }

    @AfterEach
    void stop() {
        app.close();
        directory.close();
        http.close();
    }

    @Test
    void showsHeadersEntryAndGroups() throws Exception {
        String page = get("/", Map.of("X-Forwarded-User", "ada", "Remote-Name", "Ada Lovelace"));

        assertThat(page)
                .contains("Hello, Ada Lovelace")
                .containsIgnoringCase("X-Forwarded-User")
                .contains("uid=ada," + BASE, "cn=staff," + BASE)
                .contains("ldapsearch -x -LLL -H ldap://127.0.0.1:" + directory.getListenPort());
    }

    @Test
    void escapesWhatTheDirectoryHolds() throws Exception {
        String page = get("/", Map.of("X-Forwarded-User", "ada"));

        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>");
    }

    @Test
    void escapesWhatTheHeadersHold() throws Exception {
        String page = get("/", Map.of("X-Forwarded-User", "<img src=x>"));

        assertThat(page).contains("&lt;img src=x&gt;").doesNotContain("<img");
    }

    @Test
    void aNameThatLooksLikeAFilterFindsNobody() throws Exception {
        String page = get("/", Map.of("X-Forwarded-User", "*)(objectClass=*"));

        assertThat(page).contains("There is no account with the uid");
    }

    @Test
    void withoutAnIdentityNobodyIsGreeted() throws Exception {
        assertThat(get("/", Map.of())).contains("No user is signed in");
    }

    @Test
    void aDirectoryThatIsDownIsSaid() throws Exception {
        directory.shutDown(true);

        assertThat(get("/guests/", Map.of("X-Forwarded-User", "ada")))
                .contains("The directory could not be read.");
    }

    private String get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + path));
        headers.forEach(request::header);
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static DemoApp start(int ldapPort) {
        DirectoryReader reader =
                new DirectoryReader(
                        "127.0.0.1", ldapPort, BASE, DirectoryReader.Credentials.none());
        return DemoApp.start(0, reader, new DemoPages());
    }

    private static InMemoryDirectoryServer directory() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.startListening();
            return server;
        } catch (LDAPException unable) {
            throw new IllegalStateException(unable);
        }
    }
}
