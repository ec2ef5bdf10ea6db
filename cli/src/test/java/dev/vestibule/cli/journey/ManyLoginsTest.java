package dev.vestibule.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.gateway.connection.oidc.TestProvider;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many first logins at once. */
final class ManyLoginsTest {
    private static final int MANY = 200;

    @TempDir private Path folder;
    @RegisterExtension private final Worlds worlds = new Worlds();
    private World world;

    @BeforeEach
    void start() {
        world = worlds.start(folder);
    }

    @Test
    void onePersonsFirstLoginsMakeOneAccount() throws Exception {
        List<WebAnswer> pages = atOnce(_ -> Map.of("sub", "1", "preferred_username", "ada"));

        assertThat(pages).allSatisfy(page -> assertThat(page.status()).isEqualTo(200));
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.received("x-forwarded-user")).isEqualTo("ada"));
        assertThat(world.directory.people()).hasSize(1);
    }

    @Test
    void peopleWithOnePreferredNameGetAnAccountAndANameEach() throws Exception {
        List<WebAnswer> pages =
                atOnce(person -> Map.of("sub", "s" + person, "preferred_username", "ada"));

        assertThat(pages).allSatisfy(page -> assertThat(page.status()).isEqualTo(200));
        assertThat(pages.stream().map(page -> page.received("x-forwarded-user")))
                .doesNotHaveDuplicates()
                .hasSize(MANY);
        assertThat(world.directory.people()).hasSize(MANY);
    }

    private List<WebAnswer> atOnce(IntFunction<Map<String, Object>> person) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<WebAnswer>> running = new ArrayList<>();
            for (int one = 0; one < MANY; one++) {
                Map<String, Object> who = person.apply(one);
                running.add(threads.submit(() -> signIn(who)));
            }
            List<WebAnswer> pages = new ArrayList<>();
            for (Future<WebAnswer> page : running) {
                pages.add(page.get());
            }
            return pages;
        }
    }

    private WebAnswer signIn(Map<String, Object> person) {
        return world.browser()
                .atProvider(address -> TestProvider.as(person, address))
                .open(World.WIKI);
    }
}
