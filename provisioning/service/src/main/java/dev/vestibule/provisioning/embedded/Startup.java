package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.WhoAmIExtendedOperationHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.BaseTree;
import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryConfig.Login;
import dev.vestibule.provisioning.embedded.EmbeddedDirectoryException.Reason;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the directory's parts from its settings and fills it with what was stored. */
final class Startup {
    private static final List<String> INDEXED =
            List.of(
                    "uid",
                    "mail",
                    "entryUUID",
                    MembershipFilters.NAME,
                    SchemaNames.FEDERATED_IDENTITY,
                    SchemaNames.USERNAME);

    private final EmbeddedDirectoryConfig config;
    private final EmbeddedSchema schema;
    private final PasswordHasher hasher;

    Startup(EmbeddedDirectoryConfig config, EmbeddedSchema schema) {
        this.config = config;
        this.schema = schema;
        hasher = new PasswordHasher(config.passwordIterations(), new SecureRandom());
    }

    /**
     * The handler of all connections, over the stored entries and the base tree.
     *
     * @param stored what the log led to
     */
    ConnectionHandler handler(ChangeLog log, Replay stored) throws LDAPException {
        DN gateway = new DN(config.gateway().dn(), schema.schema());
        InMemoryRequestHandler memory = new InMemoryRequestHandler(memoryConfig());
        DirectoryContent content =
                new DirectoryContent(memory, schema, hasher, stored.memberships(), log);
        load(content, stored);
        memory.setAuthenticatedDN(gateway);
        addTree(content, memory);
        memory.setAuthenticatedDN(DN.NULL_DN);
        Login other = config.reader();
        DN reader = other == null ? null : new DN(other.dn(), schema.schema());
        Map<DN, String> configured = new HashMap<>();
        if (reader != null && other != null) {
            configured.put(reader, other.password());
        }
        // Put last: where both have one name, the gateway keeps its password.
        configured.put(gateway, config.gateway().password());
        return new ConnectionHandler(
                content,
                new AccessRules(gateway, reader, schema.secret()),
                new SimpleBinds(configured, hasher),
                memory);
    }

    private InMemoryDirectoryServerConfig memoryConfig() throws LDAPException {
        InMemoryDirectoryServerConfig memory =
                new InMemoryDirectoryServerConfig(
                        new DN(config.containers().baseDn(), schema.schema()));
        memory.setSchema(schema.schema());
        memory.setEqualityIndexAttributes(INDEXED);
        memory.getSASLBindHandlers().clear();
        memory.getExtendedOperationHandlers().clear();
        memory.addExtendedOperationHandler(new WhoAmIExtendedOperationHandler());
        memory.setCustomRootDSEAttributes(
                List.of(new Attribute("supportedControl", PermittedControls.all())));
        memory.setVendorName("Vestibule");
        memory.setPasswordAttributes(EmbeddedSchema.PASSWORD);
        memory.setPasswordEncoders(new PasswordEncoder(hasher));
        return memory;
    }

    private void load(DirectoryContent content, Replay stored) {
        try {
            content.load(stored.entries());
        } catch (LDAPException e) {
            throw new EmbeddedDirectoryException(
                    Reason.DATA_BROKEN,
                    "The data folder "
                            + config.data()
                            + " holds an entry that does not fit the tree "
                            + config.containers().baseDn()
                            + " ("
                            + e.getMessage()
                            + "); choose another folder or the tree that it was made for.",
                    e);
        }
    }

    private void addTree(DirectoryContent content, InMemoryRequestHandler memory)
            throws LDAPException {
        BaseTree usual =
                BaseTree.of(
                        config.containers().baseDn(),
                        config.containers().people(),
                        config.containers().groups());
        List<String> containers = new ArrayList<>(usual.containers());
        containers.addAll(config.containers().otherPeople());
        String tree = new BaseTree(usual.base(), containers).toLdif();
        for (String lines : tree.split("\n\n")) {
            Entry entry = entry(lines);
            if (!content.exists(entry.getDN())) {
                add(content, memory, entry);
            }
        }
    }

    private static void add(DirectoryContent content, InMemoryRequestHandler memory, Entry entry)
            throws LDAPException {
        AddRequestProtocolOp request =
                new AddRequestProtocolOp(entry.getDN(), List.copyOf(entry.getAttributes()));
        LDAPMessage answer = content.write(new WriteOperation(1, request, List.of()), memory);
        if (answer.getProtocolOp() instanceof GenericResponseProtocolOp response
                && response.getResultCode() != ResultCode.SUCCESS_INT_VALUE) {
            throw new LDAPException(
                    ResultCode.valueOf(response.getResultCode()),
                    String.valueOf(response.getDiagnosticMessage()));
        }
    }

    private static Entry entry(String lines) {
        try {
            return LDIFReader.decodeEntry(lines.lines().toArray(String[]::new));
        } catch (LDIFException e) {
            throw new IllegalStateException("The base tree cannot be read.", e);
        }
    }
}
