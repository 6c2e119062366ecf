// Data requests: another state is asked for what a record lacks, and its next file answers.

import { change, day, expect, find, logIn, must, onDesk, onPhone, schoolYear, stateFile } from './steps.mjs';

/** A child of Texas with a course under way, its grade to date as given. */
function texas(grade) {
  const year = schoolYear();
  return stateFile('TX', [{
    id: 'REQUEST-1',
    first: 'Policarpa',
    last: 'Urdapilleta',
    sex: 'Female',
    born: '20110904',
    parents: 'Juana|Urdapilleta||',
    lines: [
      `Q|1|${year}0701|Zamora|MIC|MX|Weslaco|TX|${year + 3}0701`,
      `E|1|${year}0701|01|Valle Verde High School|||||||||Weslaco ISD|TX|||10`,
      `C|1|Algebra 2|Mathematics|01|${year}|${year + 1}||0828||${grade}`,
    ],
  }]);
}

export const stories = [
  {
    name: 'a counselor asks Texas for the grade to date; its next file answers, and the request closes itself',
    async play({ page, base, login, look, submit }) {
      const { students: [{ msix_id: id }] } = await submit(texas(''));
      await logIn(page, base, login, 'recruiter');
      await find(page, 'Policarpa Urdapilleta');
      await page.locator('.person', { hasText: 'Policarpa' }).getByRole('link').first().click();
      await expect(page.locator('main'), 'neither the grade to date nor clock hours for Algebra 2');
      await look('record');
      await page.getByRole('link', { name: 'Ask Texas' }).click();
      const grade = page.getByRole('checkbox', { name: /Grade to date or clock hours: Algebra 2/ });
      must(await grade.isChecked(), 'what is missing is proposed');
      await page.getByRole('checkbox', { name: /^Assessments/ }).uncheck();
      await page.locator('input[name=needed_by]').fill(day(14));
      await page.locator('textarea[name=text]').fill('Policarpa starts here on Monday, call 956 555 0188.');
      await look('form');
      await page.getByRole('button', { name: 'Send the request' }).click();
      await expect(page.locator('h1'), 'Nothing was sent yet');
      for (const found of ['a name of the child', 'a telephone number']) await expect(page.locator('main'), found);
      await look('says-too-much');
      await page.locator('textarea[name=text]').fill('She starts here on Monday.');
      await page.getByRole('button', { name: 'Send what stands here now' }).click();
      await expect(page.locator('.notice-done'), 'It closes by itself when the data come');
      await expect(page.locator('main'), 'not yet');
      const request = new URL(page.url()).pathname;
      await look('sent');
      await page.goto(`${base}/requests/new?child=${id}&state=TX`);
      await expect(page.locator('.notice-warn'), 'was asked about this child');

      await change(page, base, login, 'steward');
      await onPhone(page);
      await page.goto(`${base}/requests?lang=es`);
      await look('solicitudes');
      await page.locator('table.work tbody tr', { hasText: 'Urdapilleta' }).locator('th a').click();
      await page.waitForURL((url) => url.pathname === request);
      await expect(page.locator('main'), 'She starts here on Monday.');
      await look('solicitud');
      await page.getByRole('button', { name: 'Acusar recibo' }).click();
      await expect(page.locator('.notice-done'), 'La solicitud');
      await page.locator('textarea[name=text]').fill('Va en el archivo de esta noche.');
      await page.locator('form[action$=say] button').click();
      await expect(page.locator('main'), 'Va en el archivo de esta noche.');
      const words = await page.locator('main').innerText();
      must(!/requests?-[a-z]|work-[a-z]/.test(words), 'nothing is left untranslated');
      await look('recibida');

      const { file } = await submit(texas('B'));
      await change(page, base, login, 'recruiter');
      await onDesk(page);
      await page.goto(`${base}${request}?lang=en`);
      await expect(page.locator('h1'), 'answered');
      const evidence = page.locator('td', { hasText: 'has come' });
      await expect(evidence, `File ${file.submission}`);
      await expect(evidence, "version 2 of the state's record");
      await expect(page.locator('.steps'), 'Va en el archivo de esta noche.');
      await expect(page.locator('.steps'), 'All has come by file: closed');
      await look('answered');
      await page.goto(`${base}/requests?side=sent&closed=1`);
      await expect(page.locator('table.work tbody tr', { hasText: 'Urdapilleta' }), '1 of 1');
      await look('closed');
      await page.goto(`${base}/students/${id}`);
      must(!(await page.locator('main').innerText()).includes('neither the grade to date'), 'the record lacks it no longer');
    },
  },
];
