package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.AppIdentity;
import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.gateway.http.FoldedNames;
import dev.vestibule.gateway.identity.GroupField;

import io.netty.util.AsciiString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The header fields that requests for an app get and lose, as far as they are known when the
 * configuration is loaded.
 *
 * @param identity what the configuration says
 * @param own the fields with names of the configuration
 * @param fixed the fields that are the same for every request
 * @param groups the form of several values
 * @param assertion the field of a signed assertion; null for none
 * @param stripped what clients may not send. Among it are the names of every other app: apps may
 *     share an upstream, which the gateway cannot know, and an upstream believes a name whatever
 *     app the request came through
 */
public record HeaderPlan(
        AppIdentity identity,
        List<Own> own,
        List<Fixed> fixed,
        GroupField groups,
        @Nullable Signed assertion,
        FoldedNames stripped) {

    /** A field, and the expression that gives its value. */
    public record Own(AsciiString name, Expression value) {}

    /** A field and its value. */
    public record Fixed(AsciiString name, AsciiString value) {
        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /** The field of a signed assertion, and who it is for. */
    public record Signed(AsciiString name, String audience) {}

    static HeaderPlan of(App app, String origin, Set<String> identityNames) {
        AppIdentity identity = app.identity();
        Set<String> stripped = new HashSet<>(identityNames);
        if (identity.basic() != null) {
            stripped.add("authorization");
        }
        stripped.addAll(app.forwarding().setHeaders().keySet());
        var groups = identity.groups();
        return new HeaderPlan(
                identity,
                identity.headers().entrySet().stream()
                        .map(each -> new Own(new AsciiString(each.getKey()), each.getValue()))
                        .toList(),
                fixed(app),
                new GroupField(groups.separator(), groups.quote()),
                signed(identity.assertion(), origin),
                new FoldedNames(stripped));
    }

    private static List<Fixed> fixed(App app) {
        List<Fixed> fixed = new ArrayList<>();
        app.forwarding()
                .setHeaders()
                .forEach((name, value) -> fixed.add(fixed(name, value.reveal())));
        if (app.forwarding().stripPrefix()) {
            fixed.add(fixed("X-Forwarded-Prefix", app.path()));
        }
        return List.copyOf(fixed);
    }

    private static Fixed fixed(String name, String value) {
        return new Fixed(new AsciiString(name), new AsciiString(value));
    }

    private static @Nullable Signed signed(@Nullable AssertionForm form, String origin) {
        if (form == null) {
            return null;
        }
        String audience = form.audience();
        return new Signed(new AsciiString(form.header()), audience == null ? origin : audience);
    }
}
