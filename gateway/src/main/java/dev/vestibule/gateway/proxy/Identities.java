package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.HeaderPlan;
import dev.vestibule.gateway.assertion.Assertions;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.session.Session;

import io.netty.util.AsciiString;

import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as an app is told.
 *
 * @param ownFields those of the event loop
 */
public record Identities(Assertions assertions, OwnFields ownFields) {
    /**
     * The user of one request.
     *
     * @param own null where the configuration describes no field
     */
    record Identity(
            IdentityValues values, OwnFields.@Nullable Told own, @Nullable AsciiString assertion) {
        void write(HeaderPlan plan, IdentityHeaders.Fields to) {
            IdentityHeaders.write(plan.identity().presets(), values, to);
            writeOwn(to);
            if (assertion != null && plan.assertion() != null) {
                to.set(plan.assertion().name(), assertion);
            }
        }

        void writeOwn(IdentityHeaders.Fields to) {
            if (own != null) {
                own.fields().forEach(field -> to.set(field.name(), field.value()));
            }
        }

        private int further() {
            return (own == null ? 0 : own.size()) + (assertion == null ? 0 : assertion.length());
        }
    }

    /**
     * The user of the request; null without a session.
     *
     * @throws HttpFailure when the identity does not fit into headers
     */
    @Nullable Identity of(AuthorizedRequest authorized) {
        Session session = authorized.session();
        if (session == null) {
            return null;
        }
        HeaderPlan plan = authorized.route().headers();
        HeaderPlan.Signed signed = plan.assertion();
        OwnFields.Told own =
                plan.identity().isOwn() ? ownFields.of(authorized.route(), session) : null;
        Identity identity =
                new Identity(
                        own == null ? session.values() : own.values(),
                        own,
                        signed == null ? null : assertions.of(signed.audience(), session));
        IdentityHeaders.check(plan.identity().presets(), identity.values(), identity.further());
        return identity;
    }
}
