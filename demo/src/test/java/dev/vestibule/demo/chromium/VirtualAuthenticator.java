package dev.vestibule.demo.chromium;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** Chromium's own authenticator for tests, in one tab: it answers as a laptop's would. */
final class VirtualAuthenticator {
    private final CDPSession session;
    private final String id;

    private VirtualAuthenticator(CDPSession session, String id) {
        this.session = session;
        this.id = id;
    }

    /** One that keeps passkeys and checks its user. */
    static VirtualAuthenticator in(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject added = new JsonObject();
        added.add("options", options);
        String id =
                session.send("WebAuthn.addVirtualAuthenticator", added)
                        .get("authenticatorId")
                        .getAsString();
        return new VirtualAuthenticator(session, id);
    }

    /** From now on its user does, or does not, show the finger that it knows. */
    void verifies(boolean user) {
        JsonObject set = named();
        set.addProperty("isUserVerified", user);
        session.send("WebAuthn.setUserVerified", set);
    }

    /** How many passkeys it has. */
    int passkeys() {
        return session.send("WebAuthn.getCredentials", named())
                .getAsJsonArray("credentials")
                .size();
    }

    /** Its only passkey as a copy of it would go on with an older signature counter. */
    void counts(int from) {
        JsonObject only = only();
        only.addProperty("signCount", from);
        session.send("WebAuthn.clearCredentials", named());
        JsonObject added = named();
        added.add("credential", only);
        session.send("WebAuthn.addCredential", added);
    }

    private JsonObject only() {
        JsonElement first =
                session.send("WebAuthn.getCredentials", named())
                        .getAsJsonArray("credentials")
                        .get(0);
        return first.getAsJsonObject();
    }

    private JsonObject named() {
        JsonObject named = new JsonObject();
        named.addProperty("authenticatorId", id);
        return named;
    }
}
