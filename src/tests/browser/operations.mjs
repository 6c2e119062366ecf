// The operator: is the machine well, and what does it do by itself.

import { expect, go, logIn, must, onPhone } from './steps.mjs';

export const stories = [
  {
    name: 'the operator sees the jobs, runs one now and reads how it went',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'operator');
      await go(page, '/operations');
      await expect(page.locator('main'), 'Room on the disk');
      const jobs = page.locator('section[aria-labelledby=jobs] tbody tr');
      must(await jobs.count() >= 6, 'the jobs are listed');
      await look('operations');
      await page.getByRole('button', { name: 'Run now Check of the index' }).click();
      await expect(page.locator('[role=status]'), 'Begun: Check of the index');
      await look('begun');
      await page.getByRole('link', { name: 'Check of the index' }).click();
      const run = page.locator('main tbody tr', { hasText: 'operator' });
      await shows(page, run, 'done');
      await look('history');
      await onPhone(page);
      await page.goto(`${base}/operations?lang=es`);
      const words = await page.locator('main').innerText();
      must(!/operations?-[a-z]/.test(words), 'nothing is left untranslated');
      await look('operaciones');
    },
  },
];

/** Loads the page until the job has ended: that takes a moment. */
async function shows(page, locator, words) {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    if ((await locator.first().innerText()).includes(words)) return;
    await page.reload();
  }
  await expect(locator, words);
}
