package dev.vestibule.flow.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Writes small configurations: one flow with every kind of step that a proof knows something of.
 */
final class RandomFlows {
    private static final String FILE =
            """
            gateway: { url: "https://login.example.org" }
            directory: { url: embedded, base: "dc=example,dc=org", people: ou=people, groups: ou=groups }
            connections:
              corp: { type: oidc, issuer: "https://idp.example", client-id: c, client-secret: "${env:S}" }
              guest: { type: oidc, issuer: "https://idp.example", client-id: g, client-secret: "${env:S}" }
              partner: { type: oidc, issuer: "https://idp.example", client-id: p, client-secret: "${env:S}", provisioning: { enabled: true, username: claims.sub, attributes: { sn: claims.sub } } }
              some: { type: oidc, issuer: "https://idp.example", client-id: s, client-secret: "${env:S}", provisioning: { enabled: true, when: claims.staff, username: claims.sub, attributes: { sn: claims.sub } } }
            flows:
              f:
            %s    steps:
            %s
            apps:
              wiki:
                match: { path: / }
                upstream: "http://127.0.0.1:1"
                flow: f
                access: [%s]
            """;
    private static final List<String> OPTIONS =
            List.of("corp", "guest", "partner", "some", "password", "passkey", "totp");

    private final Random random;
    private final List<String> ids = new ArrayList<>();
    private final List<String> proofs = new ArrayList<>();
    private final int steps;

    private RandomFlows(long seed) {
        random = new Random(seed);
        steps = 2 + random.nextInt(4);
    }

    /** The same file for the same seed. */
    static String file(long seed) {
        return new RandomFlows(seed).file();
    }

    private String file() {
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < steps; index++) {
            lines.add("      - { " + step(index) + " }");
        }
        String levels = "";
        if (chance(25)) {
            levels = "    acr: { high: [" + some(proofs) + "] }\n";
        }
        return FILE.formatted(levels, String.join("\n", lines), rules());
    }

    private String rules() {
        String rule = "{ allow: '" + condition(2) + "' }";
        if (chance(25)) {
            rule = "{ allow: 'fresh(steps." + pick(proofs) + ", \"5m\")', else: f }, " + rule;
        }
        return chance(30) ? "{ deny: '" + condition(1) + "' }, " + rule : rule;
    }

    private String step(int index) {
        String id = "s" + index;
        String when = chance(index == 0 ? 8 : 60) ? ", when: '" + condition(2) + "'" : "";
        String kind = index == 0 || chance(55) ? authenticate(id) : other();
        String exits = chance(25) ? ", on-success: " + exit() : "";
        if (!kind.startsWith("set") && !kind.startsWith("notice") && chance(25)) {
            exits += ", on-failure: " + exit();
        }
        boolean ends = kind.startsWith("deny");
        ids.add(id);
        return "id: " + id + ", " + kind + when + (ends ? "" : exits);
    }

    private String authenticate(String id) {
        List<String> offers = new ArrayList<>();
        int first = random.nextInt(OPTIONS.size());
        int many = 1 + random.nextInt(3);
        for (int each = 0; each < many; each++) {
            String option = OPTIONS.get((first + each * (1 + first % 2)) % OPTIONS.size());
            offers.add(
                    chance(25) ? "{ " + option + ": { when: '" + condition(1) + "' } }" : option);
        }
        String more = "";
        if (!proofs.isEmpty() && chance(15)) {
            more += ", subject: true";
        }
        if (!proofs.isEmpty() && (chance(10) || !more.isEmpty())) {
            more += ", same-person: 'claims.sub == first.claims.sub'";
        }
        if (chance(15)) {
            more += ", remember-device: 1d";
        }
        proofs.add(id);
        return "authenticate: ["
                + String.join(", ", offers.stream().distinct().toList())
                + "]"
                + more;
    }

    private String other() {
        return switch (random.nextInt(5)) {
            case 0 -> "deny: No.";
            case 1 -> "ask: { fields: { v: { label: V } } }";
            case 2 -> "assign: { groups: [staff] }";
            case 3 -> "set: { v: '\"1\"' }";
            default -> "notice: Hello.";
        };
    }

    private String exit() {
        return switch (random.nextInt(3)) {
            case 0 -> "continue";
            case 1 -> "s" + random.nextInt(steps);
            default -> chance(30) ? "deny" : "s" + random.nextInt(steps);
        };
    }

    private String condition(int depth) {
        if (depth > 0 && chance(35)) {
            String left = condition(depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> "(" + left + ") && (" + condition(depth - 1) + ")";
                case 1 -> "(" + left + ") || (" + condition(depth - 1) + ")";
                default -> "!(" + left + ")";
            };
        }
        if (proofs.isEmpty() || chance(10)) {
            return "request.ip == \"10.0.0.1\"";
        }
        return atom(pick(ids), pick(proofs));
    }

    private String atom(String step, String proof) {
        String option = pick(OPTIONS);
        String equals = chance(50) ? " == " : " != ";
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> "steps." + proof + ".option" + equals + "\"" + option + "\"";
            case 3, 4 -> "connection" + equals + "\"" + option + "\"";
            case 5 -> "has(steps." + step + ")";
            case 6 -> "has(steps." + step + ".amr)";
            case 7 -> "steps." + proof + ".authenticated";
            case 8 -> "\"pwd\" in steps." + proof + ".amr";
            case 9 -> "claims.level" + equals + "\"low\"";
            case 10 -> "\"staff\" in account.groups";
            case 11 -> "device.known";
            case 12 -> "steps." + proof + ".option in [\"" + option + "\", \"corp\"]";
            default -> "steps." + step + ".option" + equals + "\"assign\"";
        };
    }

    private String some(List<String> from) {
        List<String> chosen =
                IntStream.range(0, from.size())
                        .filter(_ -> chance(60))
                        .mapToObj(from::get)
                        .toList();
        return String.join(", ", chosen.isEmpty() ? List.of(from.getFirst()) : chosen);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
