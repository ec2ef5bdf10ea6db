package dev.vestibule.flow.app;

import dev.vestibule.flow.app.AppIdentity.AssertionForm;
import dev.vestibule.flow.app.AppIdentity.Basic;
import dev.vestibule.flow.app.AppIdentity.GroupForm;
import dev.vestibule.flow.app.HeadersType.Headers;
import dev.vestibule.flow.expression.ResultKind;
import dev.vestibule.flow.schema.ExpressionType;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.Section;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code identity}. Expressions are read in the scope of the section above. */
final class IdentitySection {
    private static final Section<AssertionForm> ASSERTION =
            Section.of(AssertionKeys.class, Map.of("header", HeaderRule.ASSERTION))
                    .to((keys, _) -> new AssertionForm(keys.header(), keys.audience()));

    /** The section. */
    static final Section<AppIdentity> SECTION =
            Section.of(
                            Written.class,
                            Map.of(
                                    "headers", new HeadersType(),
                                    "separator", new SeparatorType(),
                                    "assertion", new AssertionType(ASSERTION),
                                    "username", new ExpressionType(ResultKind.TEXT)))
                    .to(IdentitySection::identity);

    private IdentitySection() {}

    @KeyTable(
            """
            How the application gets the identity of the user.
            | headers | `x-forwarded` | the identity headers that the application receives: presets,
              and names of your own, each with an expression; `[]` for none.
            | groups | its defaults | how the names of groups, and the values of other lists, make one
              header field.
            | assertion | `false` | whether it also receives a signed `X-Vestibule-Assertion`, or the
              name and the audience of one.
            | basic | no `Authorization` | Basic authentication for an application that knows nothing
              else.
            """)
    private record Written(
            Headers headers,
            GroupForm groups,
            Optional<AssertionForm> assertion,
            @Nullable Basic basic) {}

    @KeyTable(
            """
            The signed assertion, where the application expects it in another place.
            | header | `X-Vestibule-Assertion` | the name of the header field.
            | audience | the origin of the app | the claim `aud`.
            """)
    private record AssertionKeys(String header, @Nullable String audience) {}

    private static AppIdentity identity(Written keys, Fields fields) {
        if (fields.sound("headers")) {
            checkOnce(keys, fields);
        }
        return new AppIdentity(
                keys.headers().presets(),
                keys.headers().own(),
                keys.groups(),
                keys.assertion().orElse(null),
                keys.basic());
    }

    /** Of two fields of one name, servers take different ones. */
    private static void checkOnce(Written keys, Fields fields) {
        Set<String> seen = new HashSet<>();
        keys.assertion().ifPresent(each -> seen.add(each.header().toLowerCase(Locale.ROOT)));
        for (String name : keys.headers().own().keySet()) {
            boolean preset = keys.headers().presets().stream().anyMatch(each -> each.has(name));
            if (preset || !seen.add(name.toLowerCase(Locale.ROOT))) {
                fields.error(
                        "headers",
                        name + ", which the app receives already",
                        "each header once",
                        "Remove it, or the preset or assertion that has it.");
            }
        }
    }
}
