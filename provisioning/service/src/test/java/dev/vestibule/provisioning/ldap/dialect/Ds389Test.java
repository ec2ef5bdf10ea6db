package dev.vestibule.provisioning.ldap.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

/** What the server refuses though the rights allow it. */
class Ds389Test {
    private static final String GROUP = People.groupDn("team");
    private static final String ADA = "uid=ada,ou=people,dc=example,dc=org";

    private final Refusals refusals = new Refusals();
    private final InMemoryDirectory directory = InMemoryDirectory.start(refusals);
    private final Ldap ds389 = new Ds389(new PooledLdap(directory.administrator()));

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void aChangeOfAnEntryThatSomebodyElseAddsMeanwhileIsMade() throws Exception {
        refusals.atFirst = () -> addGroup();

        ds389.modify(GROUP, joining());

        assertThat(
                        requireNonNull(directory.administrator().getEntry(GROUP))
                                .getAttributeValues("member"))
                .containsExactlyInAnyOrder("cn=first", ADA);
    }

    @Test
    void aChangeIsMadeAsSoonAsTheEntryCanBeChanged() throws Exception {
        addGroup();
        refusals.times.set(4);

        ds389.modify(GROUP, joining());

        assertThat(
                        requireNonNull(directory.administrator().getEntry(GROUP))
                                .getAttributeValues("member"))
                .contains(ADA);
    }

    @Test
    void anAdditionThatIsRefusedInTheRushIsMade() throws Exception {
        refusals.adds.set(4);

        ds389.add(group());

        assertThat(directory.administrator().getEntry(GROUP)).isNotNull();
    }

    @Test
    void anAdditionThatTheRightsForbidStaysForbidden() {
        refusals.adds.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> ds389.add(group()))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e ->
                                assertThat(e.getResultCode())
                                        .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
    }

    @Test
    void aChangeOfAnEntryThatNobodyHasIsSaidToBeOne() {
        refusals.atFirst = () -> {};

        assertThatThrownBy(() -> ds389.modify(GROUP, joining()))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.NO_SUCH_OBJECT));
    }

    @Test
    void aChangeThatTheRightsForbidStaysForbidden() throws Exception {
        addGroup();
        refusals.times.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> ds389.modify(GROUP, joining()))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e ->
                                assertThat(e.getResultCode())
                                        .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
    }

    private static Modification joining() {
        return new Modification(ModificationType.ADD, "member", ADA);
    }

    private void addGroup() throws LDAPException {
        directory.administrator().add(group());
    }

    private static Entry group() {
        return new Entry(
                GROUP,
                new Attribute("objectClass", "groupOfNames"),
                new Attribute("cn", "team"),
                new Attribute("member", "cn=first"));
    }

    /** The server in question refuses to change what does not exist. */
    private static final class Refusals extends InMemoryOperationInterceptor {
        private interface Step {
            void run() throws LDAPException;
        }

        private volatile Step atFirst = () -> {};
        private final AtomicInteger adds = new AtomicInteger();
        private final AtomicInteger times = new AtomicInteger(1);

        @Override
        public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
            if (adds.getAndDecrement() > 0) {
                throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "refused");
            }
        }

        @Override
        public void processModifyRequest(InMemoryInterceptedModifyRequest request)
                throws LDAPException {
            if (times.getAndDecrement() > 0) {
                atFirst.run();
                throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "refused");
            }
        }
    }
}
