package dev.vestibule.flow;

import java.util.Map;

/** A valid configuration that uses every key. */
final class Documents {
    static final String CANARY = "canary-hunter2";

    static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "CORP_SECRET",
                    CANARY,
                    "LDAP_PASSWORD",
                    CANARY,
                    "HOOK_SECRET",
                    "whsec_Y2FuYXJ5LWh1bnRlcjItY2FuYXJ5LWh1bnRlcjI=",
                    "CLIENT_ID",
                    "vestibule");

    static final String VALID =
            """
            gateway:
              url: https://login.example.org
              listen: "[::1]:8080"
              management: 127.0.0.1:9091
              trusted-proxies: [10.0.0.0/8, "fd00::/8"]
              session: { idle: 45m, lifetime: 7d }
              store: memory
              limits: { connections: 20000, connections-per-address: 500 }
              data: ./data
              audit: { file: ./data/audit.jsonl, size: 5MB, keep: 3 }
            directory:
              url: [ldaps://ldap.example.org:1636, ldaps://ldap2.example.org]
              bind: { dn: "cn=vestibule,ou=services,dc=example,dc=org", password: "${env:LDAP_PASSWORD}" }
              base: dc=example,dc=org
              people: ou=persons
              groups: ou=teams
              type: 389ds
              schema: none
              attributes: { link: labeledURI, provenance: departmentNumber, grants: departmentNumber, state: carLicense }
              ca: ca.pem
              nested-groups: true
            webhooks:
              hr:
                url: https://hr.example.org/hooks?from=vestibule
                secret: "${env:HOOK_SECRET}"
                events: [account.created, account.disabled]
            connections:
              corp:
                type: oidc
                title: Corp
                issuer: https://sso.example.org/realms/corp
                client-id: "${env:CLIENT_ID}"
                client-secret: "${env:CORP_SECRET}"
                client-authentication: post
                scopes: [openid, groups]
                authorization-parameters: { prompt: login }
                signing-algorithms: [ES256, EdDSA, Ed25519]
                audiences: [account]
                provisioning:
                  enabled: true
                  when: claims.email_verified
                  username: claims.email.split('@')[0]
                  attributes:
                    givenName: claims.given_name
                    sn: { value: claims.family_name, default: "-" }
                    mail: { value: claims.email, when: claims.email_verified, on-missing: clear }
                    title: { value: claims.title, sync: if-empty }
                  groups:
                    value: claims.groups
                    map: { eng: engineering }
                    default: [staff]
                    membership: static
                    sync: replace
                    patterns: [{ match: /teams/(.*), name: $1 }]
                    unmapped: drop
                    nesting: { engineering: [technology], technology: [everybody] }
                  sync: override-all
                  on-missing: keep
                  people: ou=partners,ou=persons
                  object-classes: [eduPerson]
              partner:
                type: oidc
                issuer: http://localhost:9000
                client-id: v
                client-secret: "${env:CORP_SECRET}"
            flows:
              staff:
                steps:
                  - id: first
                    authenticate: [corp, partner]
                  - deny: Contractors sign in from the office network only.
                    when: '"contractors" in account.groups && !ip_in(request.ip, ["10.0.0.0/8"])'
                  - id: second
                    authenticate: partner
                    when: |
                      steps.first.option == "corp" &&
                        request.path != "/"
            apps:
              wiki:
                match: { host: wiki.example.org, path: /docs/ }
                upstream: http://127.0.0.1:3000
                flow: staff
                access:
                  - public: request.path.startsWith("/assets/")
                  - deny: steps.first.option == "partner"
                  - allow: '"engineering" in account.groups'
                identity: { headers: [remote, x-auth-request], assertion: true }
                timeout: { response: 2m, idle: 1h, upload: 90s }
              home:
                upstream: https://home.internal:8443
                flow: staff
                access: [allow: true]
            tests:
              - name: a member of the corporation signs in twice
                given:
                  flow: staff
                  app: wiki
                  request: { ip: 10.0.0.7, host: wiki.example.org, method: GET, path: /docs/, user-agent: test, params: { team: red } }
                  account: { username: ada, groups: [engineering], attributes: { mail: ada@example.org } }
                  now: 2026-11-23T12:00:00Z
                  first: { option: corp, claims: { sub: "1", level: 2, ratio: 0.5, admin: true, roles: [a, b], address: { city: X } }, amr: [pwd] }
                  second: { option: partner, ago: 5m, linked: true, fails: false, answers: { code: "1" } }
                expect:
                  path: [first, second]
                  account: { uid: ada, groups: [engineering] }
                  access: { wiki: allowed, home: allowed }
            """;

    private Documents() {}
}
