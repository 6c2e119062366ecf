// The life of an account: applying, the first login, the second proof, what is lost, and what is forgotten.

import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { change, expect, fillLogin, logIn, must, onDesk, onPhone } from './steps.mjs';

const COURSES = new URL('../../../assets/training/es/', import.meta.url);
const APPLICANT = 'marta.orientadora@valleverde.example';
const SUPERVISOR = 'pablo.director@valleverde.example';

/** The right answer to each question of all courses, as their files have it. */
function answers() {
  const right = new Map();
  const quoted = (line) => JSON.parse(line.trim().replace(/,$/, ''));
  for (const file of readdirSync(COURSES)) {
    for (const question of readFileSync(new URL(file, COURSES), 'utf8').split('[[question]]').slice(1)) {
      const [, text] = question.match(/^text = (".*")$/m);
      const [, list] = question.match(/^answers = \[\n([\s\S]*?)\n\]$/m);
      const [, number] = question.match(/^right = (\d+)$/m);
      right.set(quoted(text), quoted(list.split('\n')[Number(number)]));
    }
  }
  return right;
}

/** Hands in a quiz, each question answered as it should be, or not. */
async function quiz(page, right, well) {
  for (const question of await page.locator('main fieldset').all()) {
    const text = (await question.locator('legend').innerText()).replace(/^\d+\. /, '').trim();
    for (const choice of await question.locator('label.choice').all()) {
      if (((await choice.innerText()).trim() === right.get(text)) === well) {
        await choice.locator('input').check();
        break;
      }
    }
  }
  await page.getByRole('button', { name: 'Entregar' }).click();
}

/** The code of an authenticator app (RFC 6238): six digits of HMAC-SHA1 over the time in steps of 30 seconds. */
function code(key, stepsAhead = 0) {
  const bits = [...key.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead));
  const hash = createHmac('sha1', secret).update(time).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** User name and password, and no further: another step waits. */
async function enter(page, base, name, password, language = 'en') {
  await page.context().clearCookies();
  await page.goto(`${base}/login?lang=${language}`);
  await fillLogin(page, name, password);
}

async function giveCode(page, typed) {
  await page.locator('input[name=code]').fill(typed);
  await page.locator('form:has(input[name=code]) button[type=submit]').click();
}

export const stories = [
  {
    name: 'a counselor applies in Spanish on a phone, is vouched for and approved, takes the course and gets in',
    phone: true,
    locale: 'es-MX',
    async play({ page, base, login, look, mail }) {
      await page.goto(`${base}/apply?lang=es`);
      await look('formulario');
      const typed = { name: 'Marta Orientadora', title: 'Orientadora', address: 'Calle 5, Weslaco, TX 78596', phone: '956 555 0133', email: APPLICANT, supervisor: 'Pablo Director', supervisor_email: APPLICANT };
      for (const [name, value] of Object.entries(typed)) await page.locator(`input[name=${name}]`).fill(value);
      await page.locator('select[name=role]').selectOption('primary');
      await page.locator('select[name=state]').selectOption('TX');
      await page.getByRole('button', { name: 'Enviar la solicitud' }).click();
      await expect(page.locator('[role=alert]'), 'El correo de su superior');
      must(await page.locator('input[name=name]').inputValue() === typed.name, 'what was typed is still there');
      await look('su-propio-superior');
      await page.locator('input[name=supervisor_email]').fill(SUPERVISOR);
      await page.getByRole('button', { name: 'Enviar la solicitud' }).click();
      await expect(page.locator('h1'), 'Su solicitud se envi\u00f3');
      await look('enviada');

      const [link] = (await mail(SUPERVISOR, /confirm/)).match(/\/applications\/confirm\/\S+/);
      await page.goto(base + link);
      await expect(page.locator('main'), 'Marta Orientadora pide acceso');
      for (const box of await page.getByRole('checkbox').all()) await box.check();
      await look('superior');
      await page.getByRole('button', { name: 'Confirmar', exact: true }).click();
      await expect(page.locator('h1'), 'Gracias');
      await page.goto(base + link);
      await expect(page.locator('main'), 'Este enlace ya no');

      await logIn(page, base, login, 'keeper');
      await page.goto(`${base}/applications?lang=es`);
      await page.getByRole('link', { name: 'Marta Orientadora' }).click();
      await look('por-decidir');
      await page.locator('input[name=user_name]').fill('marta');
      await page.getByRole('button', { name: 'Aprobar y crear la cuenta' }).click();
      await page.waitForURL(/\/accounts\/marta/);
      await expect(page.locator('main'), 'Activa');
      await look('cuenta');

      const first = await mail(APPLICANT, /primera contrase\u00f1a de su cuenta/);
      const password = first.match(/:\r?\n\r?\n\s*(\S+)/)[1];
      must(!first.includes('marta'), 'the password comes without the user name');
      await mail(APPLICANT, /: marta\r?\n/);
      await enter(page, base, 'marta', password, 'es');
      await expect(page.locator('h1'), 'Elija una contrase\u00f1a nueva');
      const choose = async (present, chosen) => {
        for (const [name, value] of [['present', present], ['new', chosen], ['repeated', chosen]]) await page.locator(`input[name=${name}]`).fill(value);
        await page.getByRole('button', { name: 'Cambiar la contrase\u00f1a' }).click();
      };
      await choose(password, 'marta2026');
      await expect(page.locator('[role=alert]'), 'no se puede usar');
      await look('contrasena');
      await choose(password, 'Siete nopales verdes, 7!');
      await page.waitForURL(/\/terms/);
      await look('reglas');
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Aceptar' }).click();
      await page.waitForURL(/\/training/);
      await expect(page.locator('main'), 'apruebe los cursos');
      await look('capacitacion');
      const right = answers();
      const courses = await page.locator('ol.people h2 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      for (const [index, course] of courses.entries()) {
        await page.goto(base + course);
        if (index === 0) await look('lecciones');
        await page.getByRole('link', { name: 'Hacer el examen' }).click();
        if (index === 0) {
          await look('examen');
          await quiz(page, right, false);
          await expect(page.locator('h1'), 'No aprobado');
          await look('no-aprobado');
          await page.getByRole('link', { name: 'Intentar otra vez' }).click();
        }
        await quiz(page, right, true);
        await expect(page.locator('h1'), 'Aprobado con 100');
      }
      await page.getByRole('link', { name: 'Su certificado' }).click();
      await expect(page.locator('main'), 'Marta Orientadora (marta)');
      await look('certificado');
      await page.goto(`${base}/`);
      await expect(page.locator('h1'), 'Marta Orientadora');
      await look('inicio');
    },
  },
  {
    name: 'an authenticator app is set up; three wrong passwords disable; enabled again; the phone is lost',
    async play({ page, base, login, look }) {
      await logIn(page, base, login, 'tutor');
      await page.goto(`${base}/account?lang=en`);
      await look('account');
      await page.getByRole('link', { name: 'Set up an authenticator app' }).click();
      const key = await page.locator('code.secret').innerText();
      await look('set-up');
      const used = code(key);
      await giveCode(page, used);
      await expect(page.locator('h1'), 'Keep these recovery codes');
      const codes = await page.locator('ol.codes code').allInnerTexts();
      must(codes.length === 10 && new Set(codes).size === 10, 'ten recovery codes');
      await look('codes');
      await page.getByRole('link', { name: 'I have kept them' }).click();
      await expect(page.locator('main'), 'You have 10 ');

      await onPhone(page);
      await enter(page, base, 'tutor', login.tutor, 'es');
      await expect(page.locator('h1'), 'Su segunda prueba');
      await look('segunda-prueba');
      await giveCode(page, used);
      await expect(page.locator('[role=alert]'), 'Ese c\u00f3digo no es v\u00e1lido');
      await look('usado');
      await giveCode(page, code(key, 1));
      await expect(page.locator('h1'), 'Tomas Tutor');

      const refusals = [];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await enter(page, base, 'tutor', `not the password ${attempt}`);
        refusals.push(await page.locator('[role=alert]').innerText());
      }
      await enter(page, base, 'tutor', login.tutor);
      refusals.push(await page.locator('[role=alert]').innerText());
      must(new Set(refusals).size === 1, 'a disabled account is refused in the same words');
      await look('disabled');

      await onDesk(page);
      await change(page, base, login, 'keeper');
      await page.goto(`${base}/accounts?q=tutor`);
      await expect(page.locator('main'), 'Disabled after wrong passwords');
      await page.getByRole('link', { name: 'Tomas Tutor' }).click();
      await look('keeper');
      await page.getByRole('link', { name: 'Enable', exact: true }).click();
      await expect(page.locator('main'), 'Wrong passwords are forgotten');
      await look('enable');
      await page.getByRole('button', { name: 'Enable the account' }).click();
      await expect(page.locator('[role=status]'), 'status was changed');

      await enter(page, base, 'tutor', login.tutor);
      await giveCode(page, codes[3]);
      await expect(page.locator('h1'), 'You used a recovery code');
      await expect(page.locator('main'), 'You have 9 ');
      await look('used-a-code');
      await page.getByRole('link', { name: 'Go on' }).click();
      await expect(page.locator('h1'), 'Welcome, Tomas Tutor');
      await enter(page, base, 'tutor', login.tutor);
      await giveCode(page, codes[3]);
      await expect(page.locator('[role=alert]'), 'That code does not fit');
      await giveCode(page, codes[4]);
      await expect(page.locator('main'), 'You have 8 ');
      await page.goto(`${base}/account`);
      await expect(page.locator('main'), 'You have 8 ');
      await page.getByRole('button', { name: 'Remove the app' }).click();
      await expect(page.locator('main'), 'No authenticator app is set up');
    },
  },
  {
    name: 'a passkey is set up and opens the door, in English and in Spanish',
    async play({ page, context, base, login, look }) {
      const device = await context.newCDPSession(page);
      await device.send('WebAuthn.enable');
      await device.send('WebAuthn.addVirtualAuthenticator', {
        options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      });
      await logIn(page, base, login, 'region');
      await page.goto(`${base}/account?lang=en`);
      await page.getByRole('link', { name: 'Add a passkey' }).click();
      await page.getByRole('textbox', { name: 'A name for it' }).fill('blue key');
      await look('make');
      await page.getByRole('button', { name: 'Set up a passkey' }).click();
      await expect(page.locator('h1'), 'Keep these recovery codes');
      await page.getByRole('link', { name: 'I have kept them' }).click();
      await expect(page.locator('main'), 'blue key');
      await look('account');
      await enter(page, base, 'region', login.region);
      await look('show');
      await page.getByRole('button', { name: 'Use a passkey' }).click();
      await expect(page.locator('h1'), 'Welcome, Rita Region');
      await onPhone(page);
      await enter(page, base, 'region', login.region, 'es');
      await look('mostrar');
      await page.getByRole('button', { name: 'Usar una llave de acceso' }).click();
      await expect(page.locator('h1'), 'Rita Region');
      await page.goto(`${base}/account`);
      await look('cuenta');
      await page.getByRole('button', { name: 'Quitar blue key' }).click();
      await expect(page.locator('main'), 'No hay ninguna llave de acceso');
    },
  },
];
