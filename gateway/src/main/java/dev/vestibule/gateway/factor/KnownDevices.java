package dev.vestibule.gateway.factor;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.vocabulary.DevicesSince;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The devices on which a user has completed a step and asked not to be asked again. A cookie that
 * only the gateway can have made names account, step and time; the account names the time before
 * which no such cookie is valid any more, so that all can be revoked at once.
 */
public record KnownDevices(KeyRing keys, FactorStore store, Cookies cookies, InstantSource clock) {
    private static final String PURPOSE = "device";
    private static final int NAME = 8;

    /**
     * When the user has completed the step on this device, if that is not too long ago and was not
     * revoked; else null.
     *
     * @param step names the step among all flows
     */
    public @Nullable Instant completed(
            RoutingContext ctx, AccountFactors factors, String step, Duration longest) {
        String cookie = cookies.kept(ctx, name(step));
        String time =
                cookie == null
                        ? null
                        : keys.open(PURPOSE, owner(factors.account().id(), step), cookie);
        if (time == null) {
            return null;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(time));
        boolean valid =
                clock.instant().isBefore(at.plus(longest))
                        && at.isAfter(
                                DevicesSince.latest(factors.of(FactorAttribute.MEMORY)).time());
        return valid ? at : null;
    }

    /** Whether the browser has a cookie for the step, of whatever account. */
    public boolean isNamed(RoutingContext ctx, String step) {
        return cookies.kept(ctx, name(step)) != null;
    }

    /** Remembers that the user has completed the step on this device just now. */
    public void remember(RoutingContext ctx, String account, String step, Duration longest) {
        String time = Long.toString(clock.instant().getEpochSecond());
        cookies.keep(ctx, name(step), keys.seal(PURPOSE, owner(account, step), time), longest);
    }

    /** Forgets all devices of the account; false when another node did it in this moment. */
    public Future<Boolean> revoke(AccountFactors factors) {
        List<String> before =
                factors.of(FactorAttribute.MEMORY).stream().filter(DevicesSince::isNote).toList();
        return store.change(
                factors.account().id(),
                FactorAttribute.MEMORY,
                before,
                List.of(new DevicesSince(clock.instant()).note()));
    }

    private static String owner(String account, String step) {
        return account + "\n" + step;
    }

    private static String name(String step) {
        return "device-" + Tokens.hash("vestibule.device " + step).substring(0, NAME);
    }
}
