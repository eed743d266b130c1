/* Passkeys (WebAuthn Level 3): make one, sign in with one, say again who one is.
   A form says what for in `data-passkey`, and takes the answer in its field
   `credential`. Without this script, or in a browser without passkeys, it stays hidden. */

const CANCELLED =
  "La clé n’a pas été utilisée : la demande a été annulée, ou a trop duré. Recommencez.";
const KNOWN = "Cet appareil a déjà une clé pour votre compte.";
const FAILED = "La clé n’a pas pu servir. Rechargez la page, puis recommencez.";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
    c.charCodeAt(0),
  );

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (list) => list?.map((item) => ({ ...item, id: toBytes(item.id) }));

async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  });
  return {
    ...base(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function use({ publicKey }) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  return {
    ...base(used),
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    },
  };
}

const base = (credential) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
});

/** Who signs in is not known yet: the challenge is asked for when the button is. */
async function signIn(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  const given = await answer.json();
  if (!answer.ok) throw new Refused(given.error);
  return use(given.request_options);
}

class Refused extends Error {}

const deeds = {
  create: (form) => create(JSON.parse(form.dataset.options)),
  use: (form) => use(JSON.parse(form.dataset.options)),
  "sign-in": signIn,
};

function sentence(error) {
  if (error instanceof Refused && error.message) return error.message;
  if (error.name === "NotAllowedError" || error.name === "AbortError") return CANCELLED;
  if (error.name === "InvalidStateError") return KNOWN;
  return FAILED;
}

function prepare(form) {
  const button = form.querySelector("button");
  const said = form.querySelector("[data-passkey-error]");
  form.hidden = button.hidden = false;
  form.querySelector("[data-passkey-missing]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    button.disabled = true;
    try {
      const credential = await deeds[form.dataset.passkey](form);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      said.textContent = sentence(error);
    } finally {
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
}
