// Move notices: a family goes to another state, and somebody there looks for it.

import { change, day, expect, find, go, logIn, must, onDesk, onPhone, schoolYear, stateFile } from './steps.mjs';

const PARENTS = 'Nicasio|Huitrado|Delfina|Huitrado';
const CHILDREN = [['Inocencia', 'Female', '20140311', '06'], ['Primitivo', 'Male', '20160902', '04'], ['Eusebio', 'Male', '20190127', '02']];

/** Three brothers and sisters as Florida sends them. */
function family() {
  const year = schoolYear();
  return stateFile('FL', CHILDREN.map(([first, sex, born, grade], index) => ({
    id: `NOTICE-${index + 1}`,
    first,
    last: 'Huitrado',
    sex,
    born,
    parents: PARENTS,
    phone: '2395550142',
    lines: [
      `Q|1|${year}0701|Zamora|MIC|MX|Immokalee|FL|${year + 3}0701`,
      `E|1|${year}0701|01|Lake Trafford School|||||||||Collier|FL|||${grade}`,
    ],
  })));
}

/** A child of Washington whom nobody else knows. */
function single() {
  const year = schoolYear();
  return stateFile('WA', [{
    id: 'NOTICE-4',
    first: 'Casimira',
    last: 'Orozpe',
    sex: 'Female',
    born: '20120519',
    parents: 'Herminia|Orozpe||',
    lines: [
      `Q|1|${year}0701|Zamora|MIC|MX|Yakima|WA|${year + 3}0701`,
      `E|1|${year}0701|01|Naches River School|||||||||Yakima|WA|||08`,
    ],
  }]);
}

export const stories = [
  {
    name: 'a recruiter in Florida announces a family of three; Michigan takes it, finds them, enrolls them',
    async play({ page, base, login, look, submit }) {
      const { students } = await submit(family());
      const ids = students.map((student) => student.msix_id);
      await logIn(page, base, login, 'recruiter');
      await find(page, 'Inocencia Huitrado');
      await page.locator('.person', { hasText: 'Inocencia' }).getByRole('link').first().click();
      await page.getByRole('link', { name: 'The family is moving' }).click();
      await expect(page.locator('main'), 'same parents: Nicasio Huitrado, Delfina Huitrado; same telephone');
      for (const sibling of ['Primitivo', 'Eusebio']) await page.getByRole('checkbox', { name: sibling }).check();
      must((await page.locator('.chosen').innerText()).includes('They are leaving'), 'from her own state they leave');
      await page.getByRole('button', { name: 'They have come here' }).click();
      must((await page.locator('select[name=to_state]').inputValue()) === 'FL', 'the places follow the direction');
      await page.getByRole('button', { name: 'They are leaving' }).click();
      must((await page.locator('select[name=from_state]').inputValue()) === 'FL', 'and back');
      must(await page.getByRole('checkbox', { name: 'Eusebio' }).isChecked(), 'who was ticked stays ticked');
      await page.locator('select[name=to_state]').selectOption('MI');
      await page.locator('input[name=to_place]').fill('Atlantis');
      await page.getByRole('radio', { name: 'about the day below' }).check();
      await page.locator('input[name=day]').fill(day(3));
      await page.locator('textarea[name=contact]').fill('Through an aunt in Benton Harbor, 269 555 0177');
      await look('form');
      await page.getByRole('button', { name: 'See who will be told' }).click();
      await expect(page.locator('[role=alert]'), 'no such region or district');
      must((await page.locator('textarea[name=contact]').inputValue()).includes('aunt'), 'what was typed is still there');
      must(await page.getByRole('checkbox', { name: 'Eusebio' }).isChecked(), 'and so is who was ticked');
      await look('no-such-place');
      await page.locator('input[name=to_place]').fill('');
      await page.getByRole('button', { name: 'See who will be told' }).click();
      await expect(page.locator('main'), 'The notice goes to Michigan');
      await expect(page.locator('main'), 'Mike Michigan');
      await look('preview');
      await page.getByRole('button', { name: 'Send the notice' }).click();
      await expect(page.locator('.notice-done'), 'Sent to Michigan');
      const notice = new URL(page.url()).pathname;
      await look('sent');

      await change(page, base, login, 'michigan');
      await page.goto(`${base}/worklist?kind=notice&whose=nobodys`);
      await look('worklist');
      await go(page, '/notices');
      await look('notices');
      await page.locator('table.work tbody tr', { hasText: 'Inocencia' }).locator('th a').click();
      await page.waitForURL((url) => url.pathname === notice);
      await expect(page.locator('main'), 'an aunt in Benton Harbor');
      await expect(page.locator('main'), 'To acknowledge');
      await look('received');
      await page.getByRole('button', { name: 'Acknowledge and take it' }).click();
      await expect(page.locator('h1'), 'acknowledged');
      await expect(page.locator('main'), 'Mike Michigan (michigan)');
      await onPhone(page);
      await page.goto(`${base}${notice}?lang=es`);
      await page.locator('textarea[name=why]').first().fill('Viven con la t\u00eda, en el campo de Eau Claire.');
      await look('localizar');
      await page.getByRole('button', { name: 'Familia localizada' }).click();
      await expect(page.locator('h1'), 'localizados');
      await look('localizada');
      await page.getByRole('button', { name: 'Cerrar', exact: true }).click();
      await expect(page.locator('[role=alert]'), 'Diga en pocas palabras');
      await page.locator('textarea[name=why]').first().fill('Los tres en la escuela de Eau Claire.');
      await page.getByRole('button', { name: 'Ni\u00f1os inscritos' }).click();
      await expect(page.locator('[role=alert]'), 'Marque a los ni\u00f1os');
      await page.getByRole('checkbox', { name: 'Inocencia' }).check();
      await look('quienes');
      await page.getByRole('button', { name: 'Ni\u00f1os inscritos' }).click();
      await expect(page.locator('h1'), 'algunos inscritos');
      await expect(page.locator('.notice-done'), 'sigue abierto para');
      await look('uno-inscrito');
      for (const other of ['Primitivo', 'Eusebio']) await page.getByRole('checkbox', { name: other }).check();
      await page.locator('textarea[name=why]').first().fill('Los otros dos tambi\u00e9n.');
      await page.getByRole('button', { name: 'Ni\u00f1os inscritos' }).click();
      await expect(page.locator('.notice-done'), 'Ya no se busca a nadie m\u00e1s');
      const words = await page.locator('main').innerText();
      must(!/notices?-[a-z]|work-[a-z]/.test(words), 'nothing is left untranslated');
      await look('inscritos');

      await change(page, base, login, 'recruiter');
      await onDesk(page);
      await page.goto(`${base}/notices/log?lang=en`);
      const logged = page.locator('main table tbody tr', { hasText: ids[2].replace(/(?=(?:\d{4})+$)/g, ' ').trim() });
      await expect(logged, 'enrolled');
      await expect(logged, 'michigan');
      await look('log');
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()]);
      must(/^notices-[\d-]+\.csv$/.test(file.suggestedFilename()), `the file is named after its days (${file.suggestedFilename()})`);
      const lines = (await text(file)).split(/\r?\n/);
      const line = lines.find((one) => one.includes(ids[0]));
      must(line && ids.every((id) => line.includes(id)), 'one line of the file tells of the whole family');
      must(!/Huitrado|Inocencia/.test(lines.join()), 'the file has MSIX IDs and no names');
    },
  },
  {
    name: 'a notice on a phone in Spanish: taken, given to somebody else, nobody found',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look, submit }) {
      const { students: [{ msix_id: id }] } = await submit(single());
      await logIn(page, base, login, 'colleague');
      await page.goto(`${base}/notices/new?child=${id}&lang=es`);
      await page.locator('select[name=to_state]').selectOption('TX');
      await look('formulario');
      await page.getByRole('button', { name: 'Ver a qui\u00e9n se avisar\u00e1' }).click();
      await expect(page.locator('main'), 'El aviso va a Texas');
      await look('antes');
      await page.getByRole('button', { name: 'Enviar el aviso' }).click();
      await expect(page.locator('.notice-done'), 'Enviado a Texas');
      const notice = new URL(page.url()).pathname;

      await change(page, base, login, 'steward');
      await page.goto(`${base}/notices?lang=es`);
      await look('recibidos');
      await page.goto(`${base}${notice}`);
      await page.getByRole('button', { name: 'Acusar recibo' }).click();
      await expect(page.locator('h1'), 'recibido');
      await page.getByText('Pasarlo a otra persona').click();
      await page.getByRole('checkbox', { name: 'Dana Steward' }).uncheck();
      await page.getByRole('checkbox', { name: 'Dario Deputy' }).check();
      await look('pasar');
      await page.getByRole('button', { name: 'Pasar', exact: true }).click();
      await expect(page.locator('main'), 'Dario Deputy (deputy)');

      await change(page, base, login, 'deputy');
      await page.goto(`${base}/notices?side=all&mine=1&lang=es`);
      await page.locator('table.work tbody tr', { hasText: 'Orozpe' }).locator('th a').click();
      await page.locator('textarea[name=why]').first().fill('Nadie en el campo los conoce.');
      await page.getByRole('button', { name: 'No se encontr\u00f3' }).click();
      await expect(page.locator('h1'), 'no se encontr\u00f3');
      await look('no-encontrada');
    },
  },
];

/** The bytes of a download as text. */
async function text(file) {
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
