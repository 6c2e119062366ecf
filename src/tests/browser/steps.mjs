// What the stories share: getting in, looking for a child, states' files.

/** How long to wait for words on a page, in milliseconds. */
const PATIENCE = 5000;

/** Logs in, and says why records are opened where the person's roles open any; ends on the start page. */
export async function logIn(page, base, accounts, name) {
  await page.goto(`${base}/login`);
  await fillLogin(page, name, accounts[name]);
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  if (await page.locator('nav a[href="/students"]').count() === 0) return;
  await page.goto(`${base}/purpose`);
  await page.locator('button[value=enrollment]').click();
  await page.waitForURL(/\/students$/);
  await page.goto(`${base}/`);
}

/** Logs out and in again as somebody else. */
export async function change(page, base, accounts, name) {
  await page.context().clearCookies();
  await logIn(page, base, accounts, name);
}

export async function fillLogin(page, name, password) {
  await page.locator('input[name=user_name]').fill(name);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button[type=submit]').click();
  await page.waitForLoadState();
}

export async function find(page, words) {
  if (!page.url().includes('/students')) await page.locator('a[href="/students"]').first().click();
  await page.getByRole('searchbox').first().fill(words);
  await page.getByRole('searchbox').first().press('Enter');
  await page.waitForURL(/\/students\?q=/);
}

/** By the menu; what is not used every day waits behind its last word. */
export async function go(page, path) {
  const link = page.locator(`.main-nav a[href="${path}"]`);
  if (!(await link.locator('visible=true').count())) await page.locator('.main-nav summary').click();
  await link.locator('visible=true').first().click();
  await page.waitForURL((url) => url.pathname === path);
}

/** Waits until the words stand in the element: after a click the page before it may still be there for a moment. */
export async function expect(locator, text) {
  const until = Date.now() + PATIENCE;
  let found;
  do {
    found = await locator.first().innerText();
    if (found.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 40));
  } while (Date.now() < until);
  throw new Error(`not so: "${text}" is shown (found: ${found.slice(0, 160).replaceAll('\n', ' / ')})`);
}

export function must(fact, what) {
  if (!fact) throw new Error(`not so: ${what}`);
}

/** Today and days around it, as forms want them. */
export function day(fromToday = 0) {
  return new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);
}

/** The year in which the school year of today began. */
export function schoolYear() {
  const today = new Date();
  return today.getUTCMonth() >= 6 ? today.getUTCFullYear() : today.getUTCFullYear() - 1;
}

/**
 * A state's file of changes. A child is `{ id, first, last, born, sex, parents, phone, moved, lines }`, with `parents`
 * as `First|Last|First|Last` and `lines` those behind the demographics.
 */
export function stateFile(state, children) {
  const body = children.flatMap((child, index) => [
    `S|${index + 1}|||${child.id}|01|${child.action ?? 'I'}`,
    `D|1|${child.first}||${child.last}|||${child.sex}|${child.born}||||MX|1004|${child.parents}||${child.phone ?? ''}`,
    ...child.lines,
  ]);
  const stamp = day().replaceAll('-', '');
  return `${[`H|1|${state}|${stamp}000000|${children.length}|${body.length}|||delta|NGS`, ...body].join('\n')}\n`;
}

/** The screen of a small phone, from here on. */
export async function onPhone(page) {
  await page.setViewportSize({ width: 360, height: 740 });
}

/** The screen of a desk again. */
export async function onDesk(page) {
  await page.setViewportSize({ width: 1280, height: 900 });
}
