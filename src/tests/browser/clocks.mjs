// Legal clocks: are we in time, and why; a storm closes the state and moves what is due.

import { expect, go, logIn, must } from './steps.mjs';

/** The next day that is no Saturday or Sunday, as a form wants it. */
function workingDay() {
  const day = new Date(Date.now() + 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

export const stories = [
  {
    name: 'a data administrator sees every day of a clock and enters a storm',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'steward');
      await go(page, '/clocks');
      await expect(page.locator('h1'), 'Deadlines');
      await look('list');
      // The files of the demonstration bring certificates that were approved months ago: late, with the evidence.
      await page.getByRole('link', { name: /met late/ }).click();
      await look('late');
      await page.locator('table.clocks tbody th a').first().click();
      await expect(page.locator('main'), 'start, does not count');
      await expect(page.locator('main'), 'last day');
      await look('days');
      await page.goto(`${base}/clocks`);
      await page.getByRole('link', { name: 'Days off and terms' }).click();
      await expect(page.locator('main'), 'Labor Day');
      await look('calendar');
      await page.locator('form[action$=closures] input[name=name]').fill('Ice storm');
      await page.locator('form[action$=closures] input[name=first]').fill(workingDay());
      await page.getByRole('button', { name: 'See what would move' }).click();
      await expect(page.locator('main'), 'Nothing has changed yet');
      await look('preview');
      await page.getByRole('button', { name: 'Yes, change the calendar' }).click();
      await expect(page.locator('main'), 'The calendar was changed');
      await look('changed');
      await page.getByRole('button', { name: /Take out/ }).first().click();
      await page.getByRole('button', { name: 'Yes, change the calendar' }).click();
      await expect(page.locator('main'), 'None in this year.');
    },
  },
  {
    name: 'the clocks on a phone in Spanish',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'steward');
      await page.goto(`${base}/clocks?lang=es`);
      await expect(page.locator('h1'), 'Plazos');
      await look('lista');
      await page.getByRole('link', { name: /cumplidos tarde/ }).click();
      await look('tarde');
      await page.locator('table.clocks tbody th a').first().click();
      await expect(page.locator('main'), 'inicio, no cuenta');
      await look('dias');
      await page.goto(`${base}/clocks/calendar/TX`);
      await expect(page.locator('main'), 'Acci\u00f3n de Gracias');
      await look('calendario');
      const words = await page.locator('main').innerText();
      must(!/clock-|calendar-/.test(words), 'nothing is left untranslated');
    },
  },
];
