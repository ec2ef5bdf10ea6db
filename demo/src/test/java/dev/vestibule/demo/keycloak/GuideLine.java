package dev.vestibule.demo.keycloak;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.demo.testkit.EchoUpstream;
import dev.vestibule.demo.testkit.LiveGateway;
import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.ldap.OpenLdapServer.ServiceAccount;

import jakarta.mail.internet.MimeMessage;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway with the YAML of the guide, OpenLDAP, a mail server and an application. */
final class GuideLine implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("(?m)^([0-9]{6})\\r?$");

    private final OpenLdapServer directory = OpenLdapServer.start();
    private final EchoUpstream upstream = EchoUpstream.start();
    private final GreenMail mails =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final LiveGateway gateway;

    GuideLine(URI issuer) {
        mails.start();
        gateway =
                LiveGateway.start(
                        directoryYaml()
                                + GuideYaml.ofThePage()
                                        .with(issuer, mails.getSmtp().getPort())
                                        .withApps(upstream.url())
                                        .text(),
                        Map.of(
                                "CORP_SECRET",
                                KeycloakServer.CLIENT_SECRET,
                                "PARTNER_SECRET",
                                KeycloakServer.CLIENT_SECRET,
                                "LDAP",
                                OpenLdapServer.gateway().password()));
    }

    private String directoryYaml() {
        return """
        directory:
          url: %s
          bind: { dn: "%s", password: "${env:LDAP}" }
          base: %s
        """
                .formatted(directory.url(), OpenLdapServer.gateway().dn(), OpenLdapServer.BASE);
    }

    URI at(String path) {
        return gateway.at(path);
    }

    /** Adds an account with a password; the directory hashes it. */
    void addAccount(String username, String password) throws LDAPException {
        try (LDAPConnection ldap = as(OpenLdapServer.administrator())) {
            ldap.add(
                    "uid=" + username + ",ou=people," + OpenLdapServer.BASE,
                    new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("uid", username),
                    new Attribute("cn", username),
                    new Attribute("sn", "Person"),
                    new Attribute("userPassword", password));
        }
    }

    /** Values of an attribute of this user's account, as an account of the directory reads them. */
    List<String> values(ServiceAccount reader, String username, String attribute)
            throws LDAPException {
        return search(reader, "(uid=" + username + ")", attribute).stream()
                .map(entry -> entry.getAttributeValues(attribute))
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .toList();
    }

    /** Everything that an account of the directory reads, as text. */
    String everything(ServiceAccount reader) throws LDAPException {
        return search(reader, "(objectClass=*)", "*", "+").toString();
    }

    private List<SearchResultEntry> search(
            ServiceAccount reader, String filter, String... attributes) throws LDAPException {
        try (LDAPConnection ldap = as(reader)) {
            return Objects.requireNonNull(
                    ldap.search(OpenLdapServer.BASE, SearchScope.SUB, filter, attributes)
                            .getSearchEntries(),
                    "entries without a listener");
        }
    }

    private LDAPConnection as(ServiceAccount account) throws LDAPException {
        return new LDAPConnection(
                directory.host(), directory.port(), account.dn(), account.password());
    }

    /** The code of the last mail to this address; it has arrived before its page is shown. */
    String codeFor(String address) throws Exception {
        MimeMessage last = mails.getReceivedMessagesForDomain(address)[0];
        Matcher found = CODE.matcher(GreenMailUtil.getBody(last));
        if (!found.find()) {
            throw new AssertionError("no code in " + GreenMailUtil.getBody(last));
        }
        return found.group(1);
    }

    @Override
    public void close() {
        gateway.close();
        mails.stop();
        upstream.close();
        directory.close();
    }
}
