// Passkeys: shows the parts of a page that need them, and carries what browser and server say to each other.
// A form with data-passkey="get" or "create" asks data-options for a challenge, lets the device answer, and is sent.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const readable = ({ publicKey }) => ({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
      ...(publicKey.allowCredentials && { allowCredentials: listed(publicKey.allowCredentials) }),
      ...(publicKey.excludeCredentials && { excludeCredentials: listed(publicKey.excludeCredentials) }),
    },
  });

  const written = (credential) => {
    const answer = credential.response;
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (answer[name]) response[name] = text(answer[name]);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  const ask = async (form) => {
    const token = form.elements.csrfmiddlewaretoken.value;
    const reply = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!reply.ok || reply.redirected) throw new Error(String(reply.status));
    const options = readable(await reply.json());
    const credential = await navigator.credentials[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(written(credential));
    form.submit();
  };

  // An address of numbers has no name that a passkey could belong to.
  const usable = window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(location.hostname);
  if (!usable) return;
  for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-passkey-missing]")) part.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-passkey-problem]");
      problem.hidden = true;
      ask(form).catch(() => { problem.hidden = false; });
    });
  }
})();
