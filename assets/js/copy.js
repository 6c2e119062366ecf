// Copies what is shown, such as the key for an authenticator app. Without this file, or where the browser gives no
// clipboard, the button stays hidden and the text can be marked by hand.
'use strict';

(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const shown = document.getElementById(button.dataset.copy);
    const done = button.parentElement.querySelector('[role="status"]');
    button.addEventListener('click', async () => {
      try {
        // Apps take the key without the spaces that make it readable.
        await navigator.clipboard.writeText(shown.textContent.replaceAll(' ', ''));
        done.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(shown);
      }
    });
    button.hidden = false;
  }
})();
