package dev.vestibule.cli.journey;

/** The tests' configurations; a world fills in its places. */
final class Yaml {
    static final String STANDARD =
            """
            gateway:
              url: http://localhost:18080
              listen: 127.0.0.1:0
              management: 127.0.0.1:0
            directory:
              url: "@LDAP@"
              bind:
                dn: cn=vestibule,ou=services,dc=example,dc=org
                password: ${env:BIND_PASSWORD}
              base: dc=example,dc=org
              people: ou=people
              groups: ou=groups
            connections:
              alpha:
                type: oidc
                issuer: "@ISSUER@"
                client-id: "@CLIENT@"
                client-secret: ${env:CLIENT_SECRET}
                provisioning:
                  enabled: true
                  when: '!has(claims.contractor)'
                  username: claims.preferred_username
                  attributes:
                    sn: { value: claims.family_name, default: "-" }
                    cn: { value: claims.name, default: "-" }
                    mail: { value: claims.email, when: claims.email_verified }
                  groups: { value: claims.groups }
              beta:
                type: oidc
                issuer: "@OTHER@"
                client-id: "@CLIENT@"
                client-secret: ${env:CLIENT_SECRET}
                provisioning: { enabled: false }
            flows:
              staff:
                steps:
                  - id: first
                    authenticate: [alpha]
              either:
                steps:
                  - id: first
                    authenticate: [alpha, beta]
              strict:
                steps:
                  - id: first
                    authenticate: [alpha]
                  - deny: Guests may not sign in here.
                    when: '"guests" in account.groups'
                  - id: second
                    authenticate: [beta]
                    same-person: claims.preferred_username == first.claims.preferred_username
            apps:
              wiki:
                match: { path: /wiki }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: "true" }]
                identity: { headers: [x-forwarded] }
              forum:
                match: { path: /forum }
                upstream: "@UPSTREAM@"
                flow: either
                access: [{ allow: "true" }]
                identity: { headers: [x-forwarded] }
              vault:
                match: { path: /vault }
                upstream: "@UPSTREAM@"
                flow: strict
                access: [{ allow: "true" }]
                identity: { headers: [x-forwarded] }
              shop:
                match: { host: shop.localhost, path: / }
                upstream: "@UPSTREAM@"
                flow: staff
                access: [{ allow: "true" }]
                identity: { headers: [x-forwarded] }
            """;

    private Yaml() {}

    /**
     * The standard configuration, where every login begins with the password and these factors
     * follow in the wiki, the forum and the vault.
     */
    static String withSeconds(String wiki, String forum, String vault) {
        return STANDARD.replaceFirst(
                "(?s)flows:.*apps:",
                """
                flows:
                  staff:
                    steps:
                      - { id: first, authenticate: [password] }
                      - { id: second, authenticate: [%s] }
                  either:
                    steps:
                      - { id: first, authenticate: [password] }
                      - { id: second, authenticate: [%s] }
                  strict:
                    steps:
                      - { id: first, authenticate: [password] }
                      - { id: second, authenticate: [%s] }
                apps:\
                """
                        .formatted(wiki, forum, vault));
    }

    /** The standard configuration, where the login to the wiki has this factor as second step. */
    static String withMail(String factor, String settings) {
        return STANDARD.replaceFirst(
                        "(staff:\n    steps:\n      - id: first\n        authenticate: \\[alpha]\n)",
                        "$1      - { id: second, authenticate: [" + factor + "] }\n")
                + "mail: { server: \"@MAIL@\", from: login@example.org }\n"
                + "factors: { "
                + factor
                + ": { "
                + settings
                + " } }\n";
    }
}
