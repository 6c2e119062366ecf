// The start page: what needs me today, for each role, in both languages.

import { change, expect, fillLogin, must, onDesk, onPhone } from './steps.mjs';

/** Who, and what the start page says first in English and in Spanish. */
const ROLES = [
  ['registrar', 'Name, birth date, MSIX ID or state ID', 'Nombre, fecha de nacimiento'],
  ['steward', 'What I must decide', 'Lo que tengo que decidir'],
  ['district', 'What I must decide', 'Lo que tengo que decidir'],
  ['keeper', 'Accounts', 'Cuentas'],
  ['drawer', 'Regions', 'Regiones'],
  ['government', 'Legal deadlines this week', 'Plazos'],
  ['ome', 'Accounts', 'Cuentas'],
  ['privacy', 'Legal deadlines this week', 'Plazos'],
  ['operator', 'The machine', 'La m\u00e1quina'],
  ['trainer', 'Welcome, Tina Trainer', 'Tina Trainer'],
  ['auditor', 'Read the log', 'registro'],
];

export const stories = [
  {
    name: 'everybody finds on the start page what the role is for, in English at a desk and in Spanish on a phone',
    async play({ page, base, login, look }) {
      for (const [name, english, spanish] of ROLES) {
        await onDesk(page);
        await change(page, base, login, name);
        await page.goto(`${base}/?lang=en`);
        await expect(page.locator('main'), english);
        await look(name);
        await onPhone(page);
        await page.goto(`${base}/?lang=es`);
        await expect(page.locator('main'), spanish);
        const words = await page.locator('body').innerText();
        const key = words.match(/\b(home|nav|work|clocks?|shell|life|status|operations|feed|notices?|requests?|corrections?)-[a-z]+/);
        must(!key, `nothing is left untranslated for ${name} (${key})`);
        await look(`${name}-es`);
        for (const link of await page.locator('main a[href^="/"]').evaluateAll((links) => [...new Set(links.map((one) => one.getAttribute('href')))])) {
          const { status } = await page.evaluate(async (path) => ({ status: (await fetch(path)).status }), link);
          must(status === 200, `${name} may follow ${link} (${status})`);
        }
      }
    },
  },
  {
    name: 'the login page in both languages, on a phone',
    phone: true,
    async play({ page, base, look }) {
      await page.goto(`${base}/login?lang=es`);
      await expect(page.locator('html[lang=es] main'), 'Contrase\u00f1a');
      await look('entrar');
      await fillLogin(page, 'nadie', 'no es la contrase\u00f1a');
      await look('rechazado');
      await page.goto(`${base}/login?lang=en`);
      await expect(page.locator('html[lang=en] main'), 'Password');
      await look('login');
    },
  },
];
