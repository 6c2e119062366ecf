// Warns two minutes before a session ends for want of use, and lets a person stay with one key. Without this file the
// session just ends, and the login page says so.
'use strict';

(() => {
  const WARNING = 120;
  const dialog = document.getElementById('idle');
  if (!dialog?.showModal || !globalThis.fetch) return;
  const form = dialog.querySelector('form');
  const button = dialog.querySelector('button');
  const idle = Number(dialog.dataset.seconds);
  // Pages of the same session in other tabs: what is used in one prolongs all.
  const tabs = globalThis.BroadcastChannel ? new BroadcastChannel('vereda-session') : null;
  let used = Date.now();
  let before = null;

  const close = () => {
    if (!dialog.open) return;
    dialog.close();
    before?.focus();
  };

  const note = () => {
    used = Date.now();
    close();
  };

  // The clock is asked, not counted: a machine that slept has not counted.
  const look = () => {
    const left = idle - (Date.now() - used) / 1000;
    if (left <= 0) {
      clearInterval(timer);
      const here = location.pathname + location.search;
      location.assign(`/login?over=1&next=${encodeURIComponent(here)}`);
    } else if (left <= WARNING && !dialog.open) {
      before = document.activeElement;
      dialog.showModal();
      button.focus();
    }
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: 'POST', body, redirect: 'error', cache: 'no-store' });
      if (answer.ok) {
        note();
        tabs?.postMessage('used');
      }
    } catch {
      // The session is over or the network is away: the page the button leads to says which.
      form.submit();
    }
  });
  // Escape says the same as the button.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    form.requestSubmit();
  });
  tabs?.addEventListener('message', note);
  tabs?.postMessage('used');
  const timer = setInterval(look, 1000);
})();
