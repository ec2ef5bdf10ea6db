// Answers the form of a page that asks for a passkey (Web Authentication Level 3).
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const field = document.getElementById("credential");
  const options = JSON.parse(field.dataset.options);
  const notes = ["passkey-script", "passkey-unsupported", "passkey-failed", "passkey-known"];
  let busy = false;

  const show = (note) =>
    notes.forEach((id) => {
      document.getElementById(id).hidden = id !== note;
    });
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    buffer &&
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const credentials = (all) => (all || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const answer = (credential, response) =>
    JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: {},
      response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    });

  const create = async (publicKey) => {
    publicKey.user = { ...options.user, id: bytes(options.user.id) };
    publicKey.excludeCredentials = credentials(options.excludeCredentials);
    const created = await navigator.credentials.create({ publicKey });
    return answer(created, {
      attestationObject: text(created.response.attestationObject),
      transports: created.response.getTransports ? created.response.getTransports() : [],
    });
  };

  const use = async (publicKey) => {
    publicKey.allowCredentials = credentials(options.allowCredentials);
    const used = await navigator.credentials.get({ publicKey });
    return answer(used, {
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
      userHandle: text(used.response.userHandle),
    });
  };

  const run = async () => {
    busy = true;
    show(null);
    try {
      const publicKey = { ...options, challenge: bytes(options.challenge) };
      field.value = await (options.user ? create(publicKey) : use(publicKey));
      field.form.submit();
    } catch (failure) {
      busy = false;
      show(failure.name === "InvalidStateError" && options.user ? "passkey-known" : "passkey-failed");
    }
  };

  field.value = "";
  show(null);
  if (!window.PublicKeyCredential || !navigator.credentials) {
    show("passkey-unsupported");
    return;
  }
  field.form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name) return;
    event.preventDefault();
    if (!busy) run();
  });
});
