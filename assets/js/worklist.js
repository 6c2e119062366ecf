// Keys for the worklist: j and k move from row to row, o opens, t takes, x ticks, ? shows the keys. Without this file the
// same list works by its links, boxes and buttons.
'use strict';

(() => {
  const rows = [...document.querySelectorAll('table.work tbody tr')];
  const help = document.getElementById('work-keys');
  if (rows.length === 0) return;
  const link = (row) => row.querySelector('th a');
  const here = () => rows.findIndex((row) => row.contains(document.activeElement));

  const go = (to) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    link(row).focus();
    row.scrollIntoView({ block: 'nearest' });
  };

  const acts = {
    j: (at) => go(at + 1),
    k: (at) => go(at < 0 ? 0 : at - 1),
    o: (at) => link(rows[Math.max(0, at)]).click(),
    t: (at) => rows[at]?.querySelector('form.take button')?.click(),
    x: (at) => rows[at]?.querySelector('input[type="checkbox"]')?.click(),
    '?': () => {
      help.open = !help.open;
      if (help.open) help.querySelector('summary').focus();
    },
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest('input:not([type="checkbox"]), select, textarea, dialog');
    if (typing || !Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key](here());
  });
})();
