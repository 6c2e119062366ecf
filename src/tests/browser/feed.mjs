// The feed that a state's own system reads: keys, the interface itself, webhooks.

import { expect, go, logIn, must, schoolYear, stateFile } from './steps.mjs';

function newcomer() {
  const year = schoolYear();
  return stateFile('TX', [{
    id: 'FEED-1',
    first: 'Escolastica',
    last: 'Irigoyen',
    sex: 'Female',
    born: '20130218',
    parents: 'Tadea|Irigoyen||',
    lines: [
      `Q|1|${year}0701|Zamora|MIC|MX|Weslaco|TX|${year + 3}0701`,
      `E|1|${year}0701|01|Valle Verde Middle School|||||||||Weslaco ISD|TX|||08`,
    ],
  }]);
}

export const stories = [
  {
    name: 'a key is made, the state\'s system reads what is new with it, the key is taken out of use',
    async play({ page, base, login, look, submit }) {
      await logIn(page, base, login, 'keeper');
      await go(page, '/feed');
      await look('feed');
      await page.locator('form[action="/feed/TX/keys"] input[name=name]').fill('NGS, nightly');
      await page.getByRole('button', { name: 'Make a key' }).click();
      await expect(page.locator('main'), 'This is shown only now');
      const key = (await page.locator('code.secret').innerText()).trim();
      must(/^vk_/.test(key), 'the key says what it is');
      await look('new-key');

      const read = (after, bearer = key) => page.request.get(`${base}/api/v1/changes?after=${after}&limit=1000`, { headers: { authorization: `Bearer ${bearer}` } });
      let { next, newest } = await (await read(0)).json();
      while (next < newest) ({ next, newest } = await (await read(next)).json());
      const { students: [{ msix_id: id }] } = await submit(newcomer());
      const fresh = await (await read(next)).json();
      const entry = fresh.entries.find((one) => JSON.stringify(one).includes('FEED-1'));
      must(entry && JSON.stringify(entry).includes(id), `the child's number is in the feed (${JSON.stringify(fresh).slice(0, 200)})`);
      must(!/Escolastica|Irigoyen/.test(JSON.stringify(fresh)), 'and no name');
      must((await read(0, `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)).status() === 401, 'a wrong key opens nothing');
      const described = await (await page.request.get(`${base}/api/v1/openapi.json`)).json();
      must(described.paths['/api/v1/changes'], 'the interface is described');

      await page.goto(`${base}/feed`);
      const card = page.locator('.card', { has: page.getByRole('heading', { name: /NGS, nightly/ }) });
      await card.getByRole('button', { name: 'Take out of use now' }).click();
      await expect(card, 'out of use');
      must((await read(0)).status() === 401, 'the key opens nothing any more');
      await look('revoked');
    },
  },
  {
    name: 'a webhook is made and ended, on a phone in Spanish',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'keeper');
      await page.goto(`${base}/feed?lang=es`);
      const url = page.locator('form[action="/feed/TX/webhooks"] input[name=url]');
      await url.fill('https://user:secret@sis.example/vereda');
      await url.press('Enter');
      await expect(page.locator('[role=alert]'), 'https://');
      must((await url.inputValue()).includes('sis.example'), 'what was typed is still there');
      await look('sin-usuario');
      await url.fill('https://sis.example/vereda');
      await url.press('Enter');
      await expect(page.locator('code.secret'), 'whsec_');
      await look('firma');
      await page.goto(`${base}/feed`);
      const card = page.locator('.card', { has: page.getByRole('heading', { name: /sis\.example/ }) });
      await card.locator('form[action$=end] button').click();
      await expect(card, 'fuera de uso');
      const words = await page.locator('main').innerText();
      must(!/\bfeed-[a-z]/.test(words), 'nothing is left untranslated');
      await look('terminado');
    },
  },
];
