// The stories: what people do in the portal, in their words.

import { change, expect, fillLogin, find, logIn, must } from './steps.mjs';

// The data administrator of the demonstration's other state.
const OTHER = { user: 'colleague', code: 'WA', state: 'Washington' };

/** Whose state and Texas share a child of whom people are asked. */
const NEAR = { user: 'neighbor', code: 'KY' };

export const stories = [
  {
    name: 'a registrar finds Lissete who is Lizete elsewhere, on a desktop',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await look('home');
      await find(page, 'Lissete');
      await look('results');
      const card = page.locator('.person', { hasText: 'Lizete Flores' }).first();
      await expect(card, 'Lissete Flores');
      await card.getByRole('link').first().click();
      await expect(page.locator('h1'), 'Flores Ramirez');
      await expect(page.locator('main'), 'Lissete');
      await expect(page.locator('main'), 'Lizete');
      must(await page.locator('svg.journey rect').count() > 5, 'the journey strip has bars');
      await look('overview');
      for (const tab of ['Enrollments', 'Courses', 'Assessments', 'Moves', 'Demographics', 'History']) {
        await page.getByRole('navigation', { name: 'Parts of this record' }).getByRole('link', { name: tab }).click();
        await expect(page.locator('h2').first(), tab);
        await look(tab);
      }
      must(!decodeURIComponent(page.url()).match(/flores|lissete|lizete/i), 'no name in the address');
    },
  },
  {
    name: 'a recruiter with a phone in Spanish finds the child and sees the print page',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await page.goto(`${base}/students?lang=es`);
      await look('buscar');
      await find(page, 'lizete flores 2010');
      await look('resultados');
      await page.locator('.person').first().getByRole('link').first().click();
      await expect(page.locator('main'), 'De un vistazo');
      await expect(page.locator('html[lang=es] h1'), 'Flores Ramirez');
      await look('resumen');
      await page.getByRole('link', { name: 'Imprimir' }).click();
      await expect(page.locator('main'), 'Impreso por');
      await expect(page.locator('main'), 'Confidencial');
      await look('imprimir');
      const english = await page.locator('main').innerText();
      must(!/record-|mde-\d|code-|\bReceived\b/.test(english), 'nothing is left untranslated');
    },
  },
  {
    name: 'every page of a child fits a phone in the dark',
    phone: true,
    dark: true,
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete Flores');
      await look('results');
      await page.locator('.person').first().getByRole('link').first().click();
      const record = page.url();
      await look('overview');
      for (const part of ['enrollments', 'courses', 'assessments', 'moves', 'demographics', 'history']) {
        await page.goto(`${record}/${part}`);
        await look(part);
      }
    },
  },
  {
    name: 'the portal works without any script, under its own policy',
    withoutScript: true,
    strict: true,
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Flores Lizete');
      await page.locator('.person').first().getByRole('link').first().click();
      await expect(page.locator('h1'), 'Flores');
      await page.locator('details.journey-table summary').click();
      await expect(page.locator('details.journey-table'), 'Michigan');
    },
  },
  {
    name: 'with the keyboard alone: skip link, search, first result',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await page.goto(`${base}/students`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      must(page.url().includes('#'), 'the first stop is the skip link');
      await page.getByRole('searchbox').first().focus();
      await page.keyboard.type('Liz-et');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/students\?q=/);
      const link = page.locator('.person a').first();
      for (let presses = 0; presses < 40 && !(await link.evaluate((node) => node === document.activeElement)); presses += 1) {
        await page.keyboard.press('Tab');
      }
      await look('focus');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/students\/\d{12}/);
    },
  },
  {
    name: 'the record as of another day, and a day before the child was known',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete');
      await page.locator('.person').first().getByRole('link').first().click();
      const record = page.url();
      const today = new Date().toISOString().slice(0, 10);
      await page.goto(`${record}?as_of=${today}`);
      await expect(page.locator('main'), 'This is the record as it was at the end of');
      await look('as-of');
      await page.goto(`${record}?as_of=2001-01-01`);
      await expect(page.locator('main'), 'No state had sent this child by that day');
      await look('too-early');
      await page.goto(`${base}/students/100000000000`);
      await expect(page.locator('main'), 'No child has this MSIX ID');
      await look('no-such-child');
    },
  },
  {
    name: 'a wrong password says nothing about accounts, and nobody sees a record without a login',
    async play({ page, base, login, look }) {
      const words = [];
      for (const name of ['registrar', 'nobody.at.all']) {
        await page.goto(`${base}/login`);
        await fillLogin(page, name, 'certainly-not-the-password');
        words.push(await page.locator('[role=alert]').innerText());
      }
      must(words[0] === words[1] && words[0].length > 0, 'both refusals read alike');
      await look('refused');
      await page.goto(`${base}/students/900000000012`);
      must(page.url().includes('/login'), 'the record asks for a login');
    },
  },
  {
    name: 'the submissions of the state, with findings grouped by rule, and the help',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'steward');
      await page.goto(`${base}/submissions`);
      await look('submissions');
      await page.locator('main table a').first().click();
      await look('submission');
      await page.goto(`${base}/help`);
      await look('help');
      await page.goto(`${base}/nothing/here`);
      await look('missing');
    },
  },
  {
    name: 'the record on paper: chosen parts, every sheet marked',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete Flores');
      await page.locator('.person').first().getByRole('link').first().click();
      await page.getByRole('link', { name: 'Print', exact: true }).click();
      await look('choice');
      const whole = sheets(await page.pdf({ format: 'Letter' }));
      for (const part of ['Enrollments', 'Assessments', 'Demographics']) await page.getByRole('checkbox', { name: part }).uncheck();
      await page.getByRole('button', { name: 'Show these parts' }).click();
      await expect(page.locator('.printed'), 'Algebra');
      must((await page.locator('.printed h2', { hasText: 'Assessments' }).count()) === 0, 'a part left out is left out');
      const chosen = sheets(await page.pdf({ format: 'Letter' }));
      must(chosen >= 1 && whole > chosen, `fewer sheets for fewer parts (${whole}, ${chosen})`);
      await page.emulateMedia({ media: 'print' });
      must(await page.locator('.print-note').isVisible(), 'the note is on the paper');
      must(!(await page.locator('.print-choice, header.top').first().isVisible()), 'the form is not');
    },
  },
  {
    name: 'why two records are one child is told in words',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete Flores');
      await page.locator('.person').first().getByRole('link').first().click();
      await page.locator('.table summary').first().click();
      await expect(page.locator('ul.reasons').first(), 'First name');
      await expect(page.locator('ul.reasons').first(), 'times likelier');
      must(!/match-|[a-z]-[a-z]+-\d/.test(await page.locator('ul.reasons').first().innerText()), 'no key is shown');
      await look('why');
    },
  },
  {
    name: 'Spanish and back by the link, in the same place',
    phone: true,
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete Flores');
      await page.locator('.person').first().getByRole('link').first().click();
      await page.goto(`${page.url()}/courses`);
      const place = page.url();
      await page.getByRole('link', { name: 'Espa\u00f1ol' }).click();
      await expect(page.locator('html[lang=es] main h2'), 'Cursos');
      must(page.url() === place, 'the same page in Spanish');
      await look('cursos');
      await page.getByRole('link', { name: 'English' }).click();
      await expect(page.locator('html[lang=en] main h2'), 'Courses');
      must(page.url() === place, 'the same page in English');
    },
  },
  {
    name: 'the first screen of a phone answers who, how old, which grade, where, and whom to phone',
    phone: true,
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Lissete Flores');
      await page.locator('.person').first().getByRole('link').first().click();
      const answers = { name: 'h1', grade: '.glance-main strong', school: '.glance-main .place', phone: '.glance a.phone' };
      for (const [what, where] of Object.entries(answers)) {
        const box = await page.locator(where).first().boundingBox();
        must(box && box.y + box.height <= 740, `the ${what} is on the first screen (ends at ${box && box.y + box.height})`);
      }
      const scrolled = await page.locator('.journey-scroll').evaluate((box) => ({ at: box.scrollLeft, over: box.scrollWidth - box.clientWidth }));
      must(scrolled.over > 100 && scrolled.at === 0, 'the journey shows its newest end first, and more by scrolling');
      await page.setViewportSize({ width: 320, height: 640 });
      await look('narrow');
    },
  },
  {
    name: 'a search that finds nobody says what to try, and logging out ends the session',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Qwrtzx Vbnmpk');
      await look('nobody');
      must((await page.locator('.person').count()) === 0, 'nobody is found');
      await page.getByRole('button', { name: /log out|sign out/i }).click();
      await page.goto(`${base}/`);
      must(page.url().includes('/login'), 'the session is over');
    },
  },
  {
    name: 'results come while a registrar types, under the portal\'s own policy, by keyboard alone',
    strict: true,
    async play({ page, base, login, look }) {
      const asked = [];
      page.on('request', (request) => { if (request.url().includes('/suggestions')) asked.push(request); });
      await logIn(page, base, login, 'registrar');
      await page.goto(`${base}/students`);
      const box = page.getByRole('searchbox').first();
      await box.focus();
      await page.keyboard.type('Li', { delay: 20 });
      await page.waitForTimeout(500);
      must(asked.length === 0, 'two letters ask nothing');
      await page.keyboard.type('zete Flores', { delay: 20 });
      await expect(page.locator('#found .person', { hasText: 'Flores Ramirez' }), 'Flores Ramirez');
      must(asked.length <= 2, `a word typed in one go asks once or twice (${asked.length})`);
      must(asked.every((request) => request.method() === 'POST' && !/lizete|flores/i.test(request.url())), 'no name in an address');
      must(await box.evaluate((node) => node === document.activeElement), 'the focus stays in the box');
      must(/students? so far|nearest students/.test(await page.locator('#found-said[role=status]').innerText()), 'the count is announced');
      await look('while-typing');
      await page.keyboard.press('ArrowDown');
      must(await page.locator('#found h2 a').first().evaluate((node) => node === document.activeElement), 'the arrow goes to the first child');
      await page.keyboard.press('Escape');
      must(await box.evaluate((node) => node === document.activeElement), 'Escape goes back to the box');
      await box.fill('');
      await page.waitForFunction(() => document.querySelectorAll('#found .person').length === 0);
      await box.fill('Lizete Flores');
      await page.locator('#found .person').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/students\/\d{12}/);
      must(!/lizete|flores/i.test(decodeURIComponent(page.url())), 'no name in the address of the record');
    },
  },
  {
    name: 'results while typing on a phone, in Spanish, with the reason; the button still gives the whole page',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await page.goto(`${base}/students?lang=es`);
      const box = page.getByRole('searchbox').first();
      await box.pressSequentially('liset flores', { delay: 30 });
      await page.locator('#found .person').first().waitFor();
      await expect(page.locator('#found'), 'Flores');
      await expect(page.locator('#found .tag').first(), 'Suena igual');
      must(/estudiantes? (hasta ahora|m\u00e1s parecidos)/.test(await page.locator('#found-said').innerText()), 'the count is in Spanish');
      await look('mientras-escribe');
      // The keyboard of the phone leaves about half of the screen.
      await page.setViewportSize({ width: 360, height: 380 });
      await page.waitForFunction(() => document.querySelector('#found').getBoundingClientRect().bottom <= innerHeight);
      const [typed, first, list] = await Promise.all([box, page.locator('#found .person').first(), page.locator('#found')].map((one) => one.boundingBox()));
      must(typed.y >= 0 && typed.y < 80, `the box is at the top (${typed.y})`);
      must(first.y + first.height <= 380, `the first child is above the keyboard (${first.y + first.height})`);
      must(list.height >= 140, `the list has room (${list.height})`);
      must(await page.locator('#found').evaluate((node) => node.scrollHeight <= node.clientHeight || getComputedStyle(node).overflowY === 'auto'), 'what is below can be scrolled to');
      await look('mientras-escribe-con-teclado');
      await page.setViewportSize({ width: 360, height: 740 });
      await box.press('Enter');
      await page.waitForURL(/\/students\?q=[0-9a-f]+/);
      must(await page.locator('.person .spellings').count() > 0, 'the whole page shows every spelling');
      const [last, button] = await Promise.all([page.locator('.search details'), page.locator('.search button[type=submit]')].map((one) => one.boundingBox()));
      must(button.y >= last.y + last.height - 8, 'the button is below the fields');
      await box.fill('qwrtzx vbnmpk');
      await page.waitForFunction(() => document.querySelectorAll('.person').length === 0);
      await look('nadie');
    },
  },
  {
    name: 'a search while typing that fails leaves the page and the button as they are',
    async play({ page, base, login }) {
      await logIn(page, base, login, 'registrar');
      await page.goto(`${base}/students`);
      await page.route('**/students/suggestions', (route) => route.fulfill({ status: 403, body: 'refused' }));
      const box = page.getByRole('searchbox').first();
      await box.pressSequentially('Lissete', { delay: 20 });
      await page.waitForTimeout(600);
      must((await page.locator('#found').innerText()) === '', 'nothing is shown');
      await box.press('Enter');
      await page.waitForURL(/\/students\?q=/);
      await expect(page.locator('.person').first(), 'Flores');
    },
  },
  {
    name: 'why a record is opened is asked once, with one tap on a phone, and can be changed',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look }) {
      await page.goto(`${base}/login`);
      await fillLogin(page, 'registrar', login.registrar);
      await page.goto(`${base}/students?lang=es`);
      await find(page, 'Lissete Flores');
      await page.locator('.person').first().getByRole('link').first().click();
      await page.waitForURL(/\/purpose\?next=/);
      await expect(page.locator('h1'), '\u00bfPara qu\u00e9');
      must((await page.locator('.purposes button').count()) === 5, 'the five routine uses');
      await look('para-que');
      await page.locator('.purposes button', { hasText: 'Ubicaci\u00f3n' }).click();
      await page.waitForURL(/\/students\/\d{12}$/);
      await expect(page.locator('.purpose'), 'Ubicaci\u00f3n');
      const record = page.url();
      await page.locator('.purpose a').click();
      await page.locator('.purposes button', { hasText: 'cr\u00e9ditos' }).first().click();
      await page.waitForURL(record);
      await expect(page.locator('.purpose'), 'cr\u00e9ditos');
    },
  },
  // The worklist.
  {
    name: 'two data administrators of two states clear a near match from the worklist, with the keyboard',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'steward');
      await expect(page.locator('main'), 'What I must decide');
      await page.getByRole('link', { name: 'Worklist', exact: true }).click();
      await look('worklist');
      await page.goto(`${base}/worklist?kind=near_match`);
      const row = page.locator('table.work tbody tr', { hasText: NEAR.code }).first();
      const child = (await row.locator('.work-child strong').first().innerText()).trim();
      await row.getByRole('link').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/matches\/\d+$/);
      await expect(page.locator('h1'), 'Is this the same child?');
      await expect(page.locator('.compare').first(), child.split(' ')[0]);
      must((await page.locator('.waterfall svg').count()) > 4, 'the way to the verdict is drawn');
      await page.locator('.waterfall-table summary').click();
      await expect(page.locator('.waterfall-table'), 'A rare surname counts more');
      await look('near-match');
      const near = page.url();
      await page.getByRole('button', { name: 'Two children' }).scrollIntoViewIfNeeded();
      await page.locator('textarea[name=why]').first().fill('The other school sent the papers on.');
      await page.getByRole('button', { name: 'Same child' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/worklist\?done=same/);
      await expect(page.locator('.notice-done'), 'The other side is asked to confirm');
      must(await page.locator('.notice-done a.button').evaluate((node) => node === document.activeElement), 'the next item is one key away');
      await look('decided');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/(matches|worklist|notices|requests|corrections|submissions)\/\d+$/);
      must(page.url() !== near, 'another item');

      await change(page, base, login, NEAR.user);
      await page.goto(`${base}/worklist?kind=validate_match`);
      await page.locator('table.work tbody tr').first().getByRole('link').first().click();
      await expect(page.locator('main'), 'The other school sent the papers on.');
      await look('to-confirm');
      await page.getByRole('button', { name: 'Yes, do it' }).click();
      await page.waitForURL(/done=approved/);
      await page.goto(`${base}/worklist/decided`);
      await expect(page.locator('table.work'), 'confirmed and done');
      await look('history');
      await find(page, child);
      const states = await page.locator('.person', { hasText: child }).first().locator('.state').allInnerTexts();
      must(['TX', NEAR.code].every((state) => states.includes(state)), `both states are in one record (${states})`);
    },
  },
  {
    name: 'a merge is proposed from the search, approved, used under the old number, and undone',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'steward');
      const mine = await firstOf(page, base, 'Texas', []);
      await change(page, base, login, OTHER.user);
      const theirs = await firstOf(page, base, OTHER.state, [mine]);
      await page.goto(`${base}/merges/new?child=${mine}&child=${theirs}`);
      await expect(page.locator('main'), 'Which number stays?');
      await look('draft');
      const kept = await page.locator('input[name=master]:checked').getAttribute('value');
      const retired = kept === mine ? theirs : mine;
      await page.locator('textarea[name=why]').fill('Her mother says so.');
      await page.getByRole('button', { name: 'Propose' }).click();
      await page.waitForURL(/\/worklist\/proposed\?done=merge/);
      await look('proposed');
      await page.locator('table.work th a').first().click();
      const item = page.url().match(/(\d+)$/)[1];
      await expect(page.locator('main'), 'It takes a second person');
      must((await page.getByRole('button', { name: 'Yes, do it' }).count()) === 0, 'the proposer does not approve');

      await change(page, base, login, 'steward');
      await page.goto(`${base}/students/${mine}`);
      await expect(page.locator('main'), 'A change of this record has been proposed');
      await look('locked');
      await page.goto(`${base}/worklist/${item}`);
      await look('to-confirm');
      await page.getByRole('button', { name: 'Yes, do it' }).click();
      await page.waitForURL(/done=approved/);
      await page.goto(`${base}/students/${retired}`);
      await expect(page.locator('main'), 'This number was retired');
      await look('retired');
      await page.getByRole('link', { name: 'Who decided this, and when' }).click();
      await expect(page.locator('table'), 'steward');
      await look('decisions');
      await page.goto(`${base}/worklist/${item}`);
      await page.getByRole('link', { name: 'This was wrong: undo it' }).click();
      await expect(page.locator('main'), 'in use again');
      await look('undo');
      await page.locator('textarea[name=why]').fill('The mother spoke of another child.');
      await page.locator('input[name=again][value=no]').check();
      await page.getByRole('button', { name: 'Propose' }).click();
      await page.locator('table.work th a').first().click();
      const undo = page.url();

      await change(page, base, login, OTHER.user);
      await page.goto(undo);
      await page.getByRole('link', { name: 'To whom was the wrong record shown' }).first().click();
      await expect(page.locator('main'), 'steward');
      await look('exposure');
      await page.goto(undo);
      await page.getByRole('button', { name: 'Yes, do it' }).click();
      await page.waitForURL(/done=approved/);
      await page.goto(`${base}/students/${retired}`);
      must(!(await page.locator('main').innerText()).includes('This number was retired'), 'the number is in use again');
    },
  },
  {
    name: 'twins stay two: a data administrator says so, finds it again, and can ask again',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'registrar');
      await find(page, 'Ortega Luna 2016');
      const names = (await page.locator('.person h2').allInnerTexts()).join(' ');
      must(names.includes('Marisol') && names.includes('Maribel'), `each twin has a record of her own (${names})`);
      await change(page, base, login, 'steward');
      await page.goto(`${base}/worklist?kind=near_match`);
      await page.locator('table.work tbody tr', { hasText: 'Ortega Luna' }).locator('th a').first().click();
      const twins = page.url();
      await page.locator('textarea[name=why]').first().fill('Two girls, the school knows both.');
      await page.getByRole('button', { name: 'Two children' }).click();
      await page.waitForURL(/done=different/);
      await page.goto(`${base}/worklist/decided`);
      await page.getByRole('link', { name: 'Children that people keep apart' }).click();
      await expect(page.locator('table.work'), 'two children');
      await look('different');
      await page.goto(twins);
      await page.locator('form[action$="/reopen"] textarea').fill('The papers say otherwise.');
      await page.getByRole('button', { name: 'Ask again' }).click();
      await page.waitForURL(/done=reopened/);
    },
  },
  {
    name: 'the worklist on a phone, in Spanish, in the dark',
    phone: true,
    dark: true,
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'steward');
      await page.goto(`${base}/worklist?lang=es`);
      await look('pendientes');
      await page.goto(`${base}/worklist?kind=near_match`);
      await page.locator('table.work th a').first().click();
      await expect(page.locator('h1'), 'mismo ni\u00f1o');
      await page.locator('.waterfall-table summary').click();
      await look('coincidencia');
      const words = await page.locator('main').innerText();
      must(!/\b(work|match|compare|preview)-[a-z]/.test(words), 'nothing is left untranslated');
      await page.goto(`${base}/worklist/decided`);
      await look('decidido');
      await page.goto(`${base}/merges/new`);
      await look('unir');
    },
  },
];

/** A child that only one state knows. */
async function firstOf(page, base, state, but) {
  for (const words of ['Garcia', 'Hernandez', 'Lopez', 'Martinez', 'Ramirez', 'Perez', 'Gomez']) {
    await page.goto(`${base}/students`);
    await page.locator('main details summary').first().click();
    await page.locator('select[name=state]').selectOption({ label: state });
    await find(page, words);
    for (const card of await page.locator('.person').all()) {
      const id = (await card.getByRole('link').first().getAttribute('href')).split('/').pop();
      const states = await card.locator('.state').count();
      if (states === 1 && !but.includes(id)) return id;
    }
  }
  throw new Error(`nobody of ${state} alone was found`);
}

/** Sheets of a PDF. */
function sheets(pdf) {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
