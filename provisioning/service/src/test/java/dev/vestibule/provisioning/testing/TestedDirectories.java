package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;

import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says at the end of the run which directories the suite has been through: one line for each with
 * its name, its version and how many cases passed. What is missing there did not run.
 */
public final class TestedDirectories implements InvocationInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(TestedDirectories.class);
    private static final Namespace OURS = Namespace.create(TestedDirectories.class);

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> constructor,
            ExtensionContext context)
            throws Throwable {
        constructor.getArguments().stream()
                .filter(DirectoryUnderTest.class::isInstance)
                .forEach(directory ->
                        context.getStore(OURS).put(DirectoryUnderTest.class, directory));
        return invocation.proceed();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        count(context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        count(context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext test,
            ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        count(context);
    }

    private static void count(ExtensionContext context) {
        DirectoryUnderTest directory =
                context.getStore(OURS).get(DirectoryUnderTest.class, DirectoryUnderTest.class);
        context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(Tally.class, _ -> new Tally(), Tally.class)
                .count(directory);
    }

    /** Closed with the run. */
    private static final class Tally implements AutoCloseable {
        private final Map<String, AtomicInteger> cases = new ConcurrentSkipListMap<>();

        void count(DirectoryUnderTest directory) {
            String line =
                    "directory=\"%s\" version=\"%s\""
                            .formatted(directory.name(), directory.version());
            cases.computeIfAbsent(line, _ -> new AtomicInteger()).incrementAndGet();
        }

        @Override
        public void close() {
            cases.forEach((directory, passed) ->
                    LOG.info("event=directory-tested {} cases={}", directory, passed));
        }
    }
}
