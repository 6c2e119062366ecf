// Results while a person types, directly below the box. Without this file the same form works by its button. On a phone
// the keyboard hides half of the page: there the box goes to the top, and the list is as high as what is left to see.
// What is typed goes in the body of a
// form, never in an address; every answer is a search and is taken down like one, so it is asked seldom: after a pause,
// from three letters on, and one request at a time.
'use strict';

(() => {
  const PAUSE = 250;
  const LEAST = 3;
  const LOWEST = 140;
  // No keyboard of a phone is lower, in CSS pixels.
  const KEYBOARD = 120;
  const form = document.querySelector('form.search[data-suggest]');
  const found = document.getElementById('found');
  const said = document.getElementById('found-said');
  if (!form || !found || !said || !globalThis.fetch) return;
  const box = form.elements.text;
  const results = document.getElementById('results');
  const view = globalThis.visualViewport;
  let height = view?.height ?? 0;
  const phone = matchMedia('(max-width: 599px)');
  let timer = 0;
  let asked = box.value.trim();
  let running = false;
  let over = false;

  const letters = (text) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  const links = () => [...found.querySelectorAll('h2 a')];

  const show = (text, nodes) => {
    said.textContent = text;
    found.replaceChildren(...nodes);
    results?.replaceChildren();
    form.classList.toggle('typing', nodes.length > 0);
    fit();
  };

  // The list ends where the keyboard begins.
  const fit = () => {
    if (!view || !phone.matches) {
      found.style.maxHeight = '';
      return;
    }
    const left = view.offsetTop + view.height - found.getBoundingClientRect().top;
    found.style.maxHeight = `${Math.max(LOWEST, Math.floor(left) - 8)}px`;
  };

  const toTheTop = () => {
    if (!phone.matches) return;
    form.classList.add('at-top');
    box.scrollIntoView({ block: 'start' });
    fit();
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  const ask = async () => {
    const text = box.value.trim();
    if (over || running || text === asked) return;
    if (letters(text) < LEAST) {
      asked = text;
      show('', []);
      return;
    }
    running = true;
    asked = text;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.suggest, { method: 'POST', body, redirect: 'error', cache: 'no-store' });
      // A session that is over, or a fault: the button says so better.
      if (answer.ok && !over && box.value.trim() === text) {
        const part = new DOMParser().parseFromString(await answer.text(), 'text/html').body;
        const count = part.querySelector('.count');
        count?.remove();
        show(count?.textContent ?? '', [...part.children]);
      }
    } catch {
      // No network for the moment: what is shown stays, and the button still works.
    } finally {
      running = false;
      if (box.value.trim() !== asked) soon();
    }
  };

  // The arrows go from the box to the children and back; nothing else ever moves the focus.
  const walk = (event) => {
    const stops = [box, ...links()];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && at > 0) {
      event.preventDefault();
      box.focus();
    } else if (step && at >= 0 && stops[at + step] && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      stops[at + step].focus();
    }
  };

  box.addEventListener('input', (event) => { if (!event.isComposing) soon(); });
  box.addEventListener('compositionend', soon);
  box.addEventListener('keydown', walk);
  box.addEventListener('focus', toTheTop);
  // The keyboard comes up after the focus.
  view?.addEventListener('resize', () => {
    const shorter = height - view.height;
    height = view.height;
    // An address bar that comes and goes is no keyboard: whoever scrolls is left alone.
    if (shorter > KEYBOARD && document.activeElement === box) toTheTop();
    else fit();
  });
  found.addEventListener('keydown', walk);
  form.addEventListener('submit', () => {
    over = true;
    clearTimeout(timer);
  });
})();
