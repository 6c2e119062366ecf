// Passkeys: asks the device and puts its answer into the form that carries it. Without this file, or in a browser that
// has no passkeys, the form stays hidden and the code is the way.
'use strict';

(() => {
  if (!globalThis.PublicKeyCredential || !navigator.credentials || !globalThis.fetch) return;

  const bytes = (text) => {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };

  const text = (buffer) => {
    const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
    return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  };

  // A new challenge for every try: each is for one answer.
  const ask = async (form) => {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const answer = await fetch(form.dataset.ask, { method: 'POST', body, redirect: 'error', cache: 'no-store' });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };

  const known = (asked) => asked.ids.map((id) => ({ type: 'public-key', id: bytes(id) }));

  const make = async (form, asked) => {
    const { site, person } = form.dataset;
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: site, name: 'Vereda' },
        user: { id: bytes(asked.user), name: person, displayName: person },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known(asked),
        authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
        attestation: 'none',
        timeout: 120000,
      },
    });
    return { client_data: made.response.clientDataJSON, attestation: made.response.attestationObject };
  };

  const show = async (form, asked) => {
    const shown = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(asked.challenge),
        rpId: form.dataset.site,
        allowCredentials: known(asked),
        userVerification: 'discouraged',
        timeout: 120000,
      },
    });
    const { clientDataJSON, authenticatorData, signature } = shown.response;
    return { id: shown.rawId, client_data: clientDataJSON, authenticator: authenticatorData, signature };
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    // A passkey is made for one address: under another one the browser would refuse.
    if (form.dataset.origin !== location.origin) {
      const elsewhere = form.nextElementSibling;
      if (elsewhere.matches('p')) elsewhere.hidden = false;
      continue;
    }
    const trouble = form.querySelector('[role="alert"]');
    const button = form.querySelector('button');
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      button.disabled = true;
      try {
        const asked = await ask(form);
        const answer = await (form.dataset.passkey === 'make' ? make(form, asked) : show(form, asked));
        for (const [name, value] of Object.entries(answer)) form.elements[name].value = text(value);
        form.submit();
      } catch {
        // The person said no, took too long, or has no such device: the browser does not say which.
        trouble.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
    form.closest('[hidden]').hidden = false;
  }
})();
