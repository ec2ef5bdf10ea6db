package dev.vestibule.gateway.account;

import dev.vestibule.gateway.account.AccountPage.Factors;
import dev.vestibule.gateway.account.AccountPage.OwnPasskey;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.factor.passkey.Passkey;
import dev.vestibule.gateway.factor.passkey.Passkeys;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The factors of the account, with what the user may do with them at this moment. */
record FactorSection(
        OwnFactors factors, Passkeys passkeys, Confirmations confirmations, Csrf csrf) {

    /** Null where the directory cannot keep factors. */
    Future<@Nullable Factors> of(RoutingContext ctx, AccountHolder holder) {
        return factors.of(holder)
                .compose(known ->
                        known == null
                                ? Future.succeededFuture()
                                : proved(holder, known)
                                        .map(proved ->
                                                new View(ctx, holder, known, proved).shown()));
    }

    /**
     * Whether the proof is fresh enough to change factors. A sign-in is not enough where the
     * account has a second factor: it may have passed without. Nothing is one where the directory
     * hides a factor.
     */
    Future<Boolean> proved(AccountHolder holder, AccountFactors known) {
        if (!known.hidden().isEmpty()) {
            return Future.succeededFuture(false);
        }
        return factors.ready(known).isEmpty()
                ? confirmations.recent(holder.session())
                : confirmations.complete(holder.session());
    }

    /** The section for one request. */
    private final class View {
        private final RoutingContext ctx;
        private final AccountHolder holder;
        private final AccountFactors known;
        private final boolean proved;

        View(RoutingContext ctx, AccountHolder holder, AccountFactors known, boolean proved) {
            this.ctx = ctx;
            this.holder = holder;
            this.known = known;
            this.proved = proved;
        }

        Factors shown() {
            List<AccountPage.Factor> ready = new ArrayList<>();
            factors.ready(known).forEach((id, factor) -> ready.add(shown(id, factor)));
            Map<String, Page.Form> add = new LinkedHashMap<>();
            if (proved) {
                factors.possible().forEach((id, factor) -> offer(add, id, factor));
            }
            return new Factors(
                    ready,
                    add,
                    proved ? null : csrf.form(ctx, AccountAddress.CONFIRM_ACCOUNT, Map.of()),
                    ready.isEmpty() ? null : change(AccountAddress.FORGET_DEVICES, Map.of()));
        }

        private void offer(Map<String, Page.Form> add, String id, AccountFactor factor) {
            if (FactorChanges.isWanted(id, factor, known)) {
                add.put(
                        id,
                        csrf.form(
                                ctx, AccountAddress.ADD_FACTOR, Map.of(AccountAddress.FACTOR, id)));
            }
        }

        private AccountPage.Factor shown(String id, AccountFactor factor) {
            FactorAttribute attribute = factor.attribute();
            boolean each = attribute == FactorAttribute.PASSKEY;
            return new AccountPage.Factor(
                    id,
                    factor.isSpare() && attribute != null ? known.of(attribute).size() : 0,
                    each ? passkeys.of(known).stream().map(this::shown).toList() : List.of(),
                    each || attribute == null
                            ? null
                            : change(
                                    AccountAddress.REMOVE_FACTOR,
                                    Map.of(AccountAddress.FACTOR, id)));
        }

        private OwnPasskey shown(Passkey passkey) {
            Map<String, String> named =
                    Map.of(AccountAddress.PASSKEY, FactorChanges.name(holder, passkey));
            return new OwnPasskey(
                    passkey.name(),
                    passkey.created(),
                    passkey.used(),
                    change(AccountAddress.RENAME_PASSKEY, named),
                    change(AccountAddress.REMOVE_PASSKEY, named));
        }

        private Page.@Nullable Form change(String action, Map<String, String> fields) {
            return proved ? csrf.form(ctx, action, fields) : null;
        }
    }
}
