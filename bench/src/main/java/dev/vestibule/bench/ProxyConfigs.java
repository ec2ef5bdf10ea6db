package dev.vestibule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configurations of the proxies that are measured beside each other. */
final class ProxyConfigs {
    private static final String GATEWAY =
            """
            gateway:
              url: http://localhost:%1$d
              listen: 127.0.0.1:%1$d
              management: 127.0.0.1:0
            directory:
              url: embedded
              embedded: { listen: "127.0.0.1:0", data: ./data }
              base: dc=example,dc=org
            connections:
              bench:
                type: oidc
                issuer: %2$s
                client-id: bench
                client-secret: "${file:client}"
                provisioning:
                  enabled: true
                  username: claims.sub
                  attributes: { cn: claims.name, sn: claims.family_name, mail: { value: claims.email, when: claims.email_verified } }
                  groups: { value: claims.groups }
            flows:
              bench: { steps: [{ id: first, authenticate: [bench] }] }
            apps:
              bench:
                match: { path: / }
                upstream: "http://127.0.0.1:%3$d"
                flow: bench
                access: [{ allow: '"engineering" in account.groups' }]
                identity: { headers: [x-forwarded, remote], assertion: true }
            """;

    private static final String NGINX =
            """
            worker_processes auto;
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              keepalive_requests 100000000;
              client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s; uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              upstream app { server 127.0.0.1:%3$d; keepalive 256; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:%2$d;
                location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }
              }
            }
            """;

    private static final String APACHE =
            """
            ServerName localhost
            ServerRoot %1$s
            PidFile %1$s/apache.pid
            ErrorLog %1$s/apache-error.log
            Listen 127.0.0.1:%2$d
            LoadModule mpm_event_module %5$s/mod_mpm_event.so
            LoadModule authn_core_module %5$s/mod_authn_core.so
            LoadModule authz_core_module %5$s/mod_authz_core.so
            LoadModule authz_user_module %5$s/mod_authz_user.so
            LoadModule proxy_module %5$s/mod_proxy.so
            LoadModule proxy_http_module %5$s/mod_proxy_http.so
            LoadModule auth_openidc_module %5$s/mod_auth_openidc.so
            User www-data
            Group www-data
            ServerLimit 4
            StartServers 4
            ThreadsPerChild 25
            MaxRequestWorkers 100
            MinSpareThreads 1
            MaxSpareThreads 100
            MaxConnectionsPerChild 0
            MaxKeepAliveRequests 0
            KeepAliveTimeout 300
            OIDCProviderMetadataURL %4$s/.well-known/openid-configuration
            OIDCClientID bench
            OIDCClientSecret only-for-the-bench
            OIDCRedirectURI http://localhost:%2$d/redirect
            OIDCCryptoPassphrase only-for-the-bench
            OIDCIDTokenSignedResponseAlg ES256
            OIDCRemoteUserClaim sub
            ProxyPass /redirect !
            ProxyPass / http://127.0.0.1:%3$d/ keepalive=On
            ProxyPreserveHost On
            <Location />
              AuthType openid-connect
              Require claim groups:engineering
            </Location>
            """;

    private ProxyConfigs() {}

    /** A folder for the gateway. */
    static Path gateway(Path folder, int port, String issuer, int upstream) throws IOException {
        Path config = Files.createDirectory(folder.resolve("gateway"));
        Files.writeString(config.resolve("client"), "only-for-the-bench");
        Files.writeString(config.resolve("bench.yaml"), GATEWAY.formatted(port, issuer, upstream));
        return config;
    }

    /** A file for nginx, which only passes on. */
    static Path nginx(Path folder, int port, int upstream) throws IOException {
        return Files.writeString(
                folder.resolve("nginx.conf"), NGINX.formatted(folder, port, upstream));
    }

    /**
     * A file for Apache with mod_auth_openidc, which demands a group and says who is asking.
     *
     * @param modules where its modules lie
     */
    static Path apache(Path folder, int port, String issuer, int upstream, Path modules)
            throws IOException {
        return Files.writeString(
                folder.resolve("apache.conf"),
                APACHE.formatted(folder, port, upstream, issuer, modules));
    }
}
