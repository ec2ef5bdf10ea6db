package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFChangeRecord;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Remembers nothing: the directory ends with the process. */
final class MemoryOnly implements ChangeLog {
    @Override
    public long begin() {
        return 0;
    }

    @Override
    public void record(long ticket, List<LDIFChangeRecord> changes) {}

    @Override
    public void nothing(long ticket) {}

    @Override
    public void fail(IOException cause) {}

    @Override
    public void compact(Supplier<Collection<? extends Entry>> content) {}

    @Override
    public long begun() {
        return 0;
    }

    @Override
    public void awaitSafe(long ticket) {}

    @Override
    public void close() {}
}
