// Requests for correction: a mother says that a birth date is wrong, and gets her letters in Spanish.

import { change, expect, find, logIn, must } from './steps.mjs';

export const stories = [
  {
    name: 'a mother disputes a birth date in Spanish and gets her letter',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete');
      await page.locator('.person').first().getByRole('link').first().click();
      await page.getByRole('link', { name: 'Say that something is wrong' }).click();
      const texas = page.locator('.as-sent').filter({ has: page.getByRole('heading', { name: /Texas/ }) });
      await texas.locator('summary', { hasText: 'Birth' }).click();
      await texas.locator('label', { hasText: 'Birth date:' }).click();
      await look('choose');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.locator('input[name^=day]').fill('2009-03-08');
      await page.locator('textarea[name^=wanted]').fill('Lo dice el acta.');
      await page.locator('select[name=requester]').selectOption('parent');
      await page.locator('input[name=name]').fill('Guadalupe M\u00e9ndez');
      await page.locator('textarea[name=address]').fill('12 Mesquite Road\nWeslaco, TX 78596');
      await page.locator('select[name=channel]').selectOption('in-person');
      await page.locator('select[name=language]').selectOption('es');
      await page.locator('select[name=proof]').selectOption('birth-certificate');
      await page.locator('input[name=received]').fill(new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10));
      await look('who-asks');
      await page.getByRole('button', { name: 'Look at it first' }).click();
      await expect(page.locator('main'), 'Answer to the family, 30 days');
      await look('preview');
      await page.getByRole('button', { name: 'Take it down' }).click();
      await expect(page.locator('main'), 'The request was taken down');
      const here = page.url().split('?')[0];
      await look('taken-down');
      await page.getByRole('button', { name: 'Acknowledgment of receipt' }).click();
      await expect(page.locator('.letter'), 'Apreciable Guadalupe M\u00e9ndez:');
      await look('acknowledgment');

      await change(page, base, login, 'steward');
      await page.goto(here);
      await page.locator('input[value=denied]').check();
      await page.locator('form[action$=decide] textarea').fill('El acta de nacimiento que tenemos dice 2010.');
      await look('deciding');
      await page.getByRole('button', { name: 'Decide' }).click();
      await page.getByRole('button', { name: /Decision/ }).click();
      await expect(page.locator('.letter'), 'derecho a una audiencia');
      await look('decision');
      await expect(page.locator('.letter'), 'El acta de nacimiento que tenemos dice 2010.');
      await page.emulateMedia({ media: 'print' });
      must(await page.locator('.letter').isVisible() && !(await page.locator('header.top').isVisible()), 'the letter alone is on paper');
      await page.emulateMedia({ media: 'screen' });
      const pdf = await page.request.get(new URL(await page.getByRole('link', { name: 'Open as PDF' }).getAttribute('href'), base).href);
      must(pdf.headers()['content-type'] === 'application/pdf', 'the letter comes as a PDF file');
      must((await pdf.body()).subarray(0, 5).toString() === '%PDF-', 'and is one');
      await page.goto(here);
      await page.getByRole('button', { name: 'Close the request' }).click();
      await expect(page.locator('main'), 'The request is closed');
    },
  },
  {
    name: 'a statement of disagreement goes with the record, on a phone in Spanish',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'privacy');
      await page.goto(`${base}/corrections?lang=es`);
      await expect(page.locator('main'), 'solicitud');
      await look('lista');
      await page.locator('tbody th a').last().click();
      await look('solicitud');
      await page.getByRole('link', { name: 'Declaraci\u00f3n de desacuerdo' }).click();
      await page.locator('textarea[name=text]').fill('La fecha de nacimiento es otra.\nAs\u00ed lo dice el acta.');
      await page.getByRole('button', { name: 'Agregar la declaraci\u00f3n' }).click();
      await look('declaracion');
      await page.getByRole('link', { name: /expediente/ }).first().click();
      await page.waitForURL(/\/students\/\d{12}$/);
      const statement = page.url();
      await expect(page.locator('main'), 'La fecha de nacimiento es otra.');
      await look('expediente');
      await page.getByRole('link', { name: 'Imprimir', exact: true }).click();
      await expect(page.locator('.printed'), 'La fecha de nacimiento es otra.');
      await look('imprimir');
      await change(page, base, login, 'registrar');
      await page.goto(statement);
      await expect(page.locator('main'), 'La fecha de nacimiento es otra.');
    },
  },
];
