// The worklist as a tool: filters that are kept, several items at once, keys, giving and sending up.

import { change, expect, logIn, must, schoolYear, stateFile } from './steps.mjs';

const PEOPLE = ['Anselma', 'Bonifacio', 'Crispina', 'Deodato'];

/** Children of Texas of whom one other state or the other knows nothing. */
function children() {
  const year = schoolYear();
  return stateFile('TX', PEOPLE.map((first, index) => ({
    id: `WORK-${index + 1}`,
    first,
    last: 'Zubizarreta',
    sex: index % 2 ? 'Male' : 'Female',
    born: `201${index}0${index + 1}1${index}`,
    parents: `Madre${index}|Zubizarreta||`,
    lines: [
      `Q|1|${year}0701|Zamora|MIC|MX|Weslaco|TX|${year + 3}0701`,
      `E|1|${year}0701|01|Valle Verde High School|||||||||Weslaco ISD|TX|||09`,
    ],
  })));
}

/** Asks Texas about each child, as somebody of another state; gives the requests' addresses. */
async function ask(page, base, ids) {
  const asked = [];
  for (const id of ids) {
    await page.goto(`${base}/requests/new?child=${id}&state=TX`);
    await page.getByRole('button', { name: 'Send the request' }).click();
    await expect(page.locator('.notice-done'), 'The request was sent');
    asked.push(new URL(page.url()).pathname);
  }
  return asked;
}

const row = (page, first) => page.locator('table.work tbody tr', { hasText: first });

export const stories = [
  {
    name: 'a data administrator keeps a filter, works by keys, takes several at once, gives one away, sends one up',
    async play({ page, base, login, look, submit }) {
      const { students } = await submit(children());
      await logIn(page, base, login, 'colleague');
      const asked = await ask(page, base, students.map((student) => student.msix_id));

      await change(page, base, login, 'steward');
      await page.goto(`${base}/worklist`);
      await page.locator('.work-filter summary').click();
      await page.locator('.work-filter select[name=kind]').selectOption('request');
      await page.locator('.work-filter select[name=whose]').selectOption('nobodys');
      await page.locator('.work-filter button').click();
      await page.waitForURL(/kind=request/);
      await page.locator('form.work-save input[name=name]').fill('Requests of nobody');
      await page.getByRole('button', { name: 'Save this filter' }).click();
      const saved = page.locator('.work-saved a', { hasText: 'Requests of nobody' });
      await expect(saved, 'Requests of nobody');
      await look('saved-filter');
      await page.goto(`${base}/worklist`);
      await saved.click();
      await page.waitForURL(/whose=nobodys/);
      await expect(row(page, 'Anselma'), 'nobody yet');
      must((await page.locator('table.work tbody tr').allInnerTexts()).every((text) => text.includes('Data request')), 'the filter holds');

      // By keys: down to a row, open it, come back, tick two, take them.
      const rows = await page.locator('table.work tbody tr').count();
      const inRow = (first) => row(page, first).evaluate((line) => line.contains(document.activeElement));
      const down = async (first) => {
        for (let press = 0; press <= rows && !(await inRow(first)); press += 1) await page.keyboard.press('j');
        must(await inRow(first), `the key goes down to ${first}`);
      };
      await page.keyboard.press('?');
      must(await page.locator('#work-keys').evaluate((keys) => keys.open), 'the question mark shows the keys');
      await look('keys');
      await down('Bonifacio');
      await page.keyboard.press('o');
      await page.waitForURL((url) => url.pathname === asked[1]);
      await page.goBack();
      await down('Anselma');
      await page.keyboard.press('x');
      must(await row(page, 'Anselma').getByRole('checkbox').isChecked(), 'the key ticks the row');
      await row(page, 'Bonifacio').getByRole('checkbox').check();
      await look('ticked');
      await page.getByRole('button', { name: 'Take what is ticked' }).click();
      await expect(page.locator('.notice-done'), '2');
      await look('taken');
      await page.goto(`${base}/worklist?whose=mine&kind=request`);
      for (const first of PEOPLE.slice(0, 2)) await expect(row(page, first), 'steward');
      await page.goto(`${base}${asked[0]}`);
      await expect(page.locator('h1'), 'acknowledged');

      // To a colleague, who has it then; another one up a level.
      await page.goto(`${base}${asked[2]}`);
      await page.getByRole('link', { name: 'Give it to others' }).click();
      await page.waitForURL(/\/worklist\/\d+\?hand=1#hand$/);
      await page.locator('details:has(form[action$=assign]) > summary').click();
      await look('hand');
      await page.getByRole('checkbox', { name: 'Dario Deputy' }).check();
      await page.locator('form[action$=assign] button').click();
      await page.goto(`${base}${asked[2]}`);
      await expect(page.locator('main'), 'deputy (state)');
      await page.goto(`${base}${asked[3]}`);
      await page.getByRole('link', { name: 'Give it to others' }).click();
      await page.locator('details:has(form[action$=escalate]) > summary').click();
      await page.locator('form[action$=escalate] textarea').fill('The district was dissolved.');
      await look('escalate');
      await page.locator('form[action$=escalate] button').click();
      await page.goto(`${base}${asked[3]}`);
      await expect(page.locator('main'), 'all states');
      await page.goto(`${base}/worklist`);
      await page.getByRole('button', { name: /Requests of nobody/ }).click();
      await expect(page.locator('main'), 'What');
      must((await page.locator('.work-saved a', { hasText: 'Requests of nobody' }).count()) === 0, 'the filter is gone');

      await change(page, base, login, 'deputy');
      await page.goto(`${base}/worklist?whose=mine`);
      await expect(row(page, 'Crispina'), 'deputy');
    },
  },
];
