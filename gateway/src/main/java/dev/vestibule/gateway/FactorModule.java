package dev.vestibule.gateway;

import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.mail.MailSettings;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.factor.AccountMails;
import dev.vestibule.gateway.factor.FactorGuard;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.factor.emailotp.EmailOtpFactory;
import dev.vestibule.gateway.factor.magiclink.MagicLinkFactory;
import dev.vestibule.gateway.factor.passkey.PasskeyFactory;
import dev.vestibule.gateway.factor.passkey.Passkeys;
import dev.vestibule.gateway.factor.password.PasswordChange;
import dev.vestibule.gateway.factor.password.PasswordFactory;
import dev.vestibule.gateway.factor.recoverycode.RecoveryCodeFactory;
import dev.vestibule.gateway.factor.recoverycode.RecoveryCodes;
import dev.vestibule.gateway.factor.totp.TotpFactory;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.mail.Mailer;
import dev.vestibule.gateway.seal.KeyFile;
import dev.vestibule.gateway.seal.KeyRing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The factors of accounts, and what they share. */
record FactorModule(
        KeyRing keys,
        AccountMails mails,
        FactorStore store,
        FactorGuard guard,
        KnownDevices devices,
        Passkeys passkeys,
        PasswordChange passwords,
        List<Authenticator.Factory<?>> kinds) {

    /**
     * What factors reach outside of the gateway.
     *
     * @param mail the mail server of the live configuration; null where it has none
     */
    record Outside(DirectoryClient directory, Supplier<@Nullable MailSettings> mail) {}

    static FactorModule of(
            RuntimeContext context, WebModule web, GatewaySettings settings, Outside outside) {
        var clock = context.environment().clock();
        var random = context.environment().random();
        KeyRing keys = new KeyRing(keys(settings, web), random);
        FactorStore store = new FactorStore(outside.directory(), keys);
        FactorGuard guard = new FactorGuard(context.stores(), settings.protection(), clock);
        String host = settings.url().getHost();
        AccountMails mails =
                new AccountMails(new Mailer(context.vertx(), host, outside.mail()), guard, clock);
        PasswordChange passwords = new PasswordChange(outside.directory(), guard);
        return new FactorModule(
                keys,
                mails,
                store,
                guard,
                new KnownDevices(keys, store, web.cookies(), clock),
                new Passkeys(store),
                passwords,
                List.of(
                        new PasswordFactory(passwords),
                        new PasskeyFactory(settings.url(), store, guard, clock, random),
                        new TotpFactory(host, store, guard, context.stores(), clock, random),
                        new EmailOtpFactory(mails, guard, keys, clock, random),
                        new MagicLinkFactory(settings.url(), mails, web.tokens(), clock),
                        new RecoveryCodeFactory(store, guard, new RecoveryCodes(store, random))));
    }

    private static List<Secret> keys(GatewaySettings settings, WebModule web) {
        if (!settings.keys().isEmpty()) {
            return settings.keys();
        }
        var data = settings.data();
        if (data == null) {
            return List.of(new Secret(web.tokens().next()));
        }
        KeyFile file = new KeyFile(data);
        try {
            return List.of(file.readOr(web.tokens().next()));
        } catch (IOException failed) {
            throw StartFailure.because(
                    "The key in gateway.data, %s, cannot be read or written; correct its rights."
                            .formatted(file.file()),
                    failed);
        }
    }
}
