// Plays the stories of the portal in headless Chromium, and checks every page it sees with axe.
//
//   node src/tests/browser/run.mjs [--only WORDS] [--pictures FOLDER]
//
// Starts the demonstration of the release binary, or of that in VEREDA_BINARY, by itself. `--only` plays the stories
// whose file and name contain the words. Ends with `N passed, N failed`; the exit code is 0 when every story passed
// and there was one.

import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

/** How long anything may take, in milliseconds: slow machines are slow. */
const PATIENCE = 15_000;
const PARTS = ['start', 'stories', 'notices', 'requests', 'corrections', 'worklist', 'clocks', 'accounts', 'feed', 'operations'];

const root = new URL('../../../', import.meta.url).pathname;
const binary = process.env.VEREDA_BINARY ?? join(root, 'target/x86_64-unknown-linux-gnu/release/vereda');
const axeSource = createRequire(import.meta.url).resolve('axe-core');
const pictures = argument('--pictures');
const stories = await chosen(argument('--only') ?? '');

const folder = mkdtempSync(join(tmpdir(), 'vereda-browser-'));
const server = await startDemo(join(folder, 'data'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

let files = 0;
let passed = 0;
let failed = 0;
try {
  for (const story of stories) {
    const problems = await play(story);
    if (problems.length === 0) {
      passed += 1;
      console.log(`ok   ${story.name}`);
    } else {
      failed += 1;
      console.log(`FAIL ${story.name}`);
      for (const problem of problems) console.log(`     ${problem}`);
    }
  }
} finally {
  await browser.close();
  server.process.kill('SIGTERM');
  await Promise.race([server.ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
  server.process.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** The stories of all parts whose part and name contain the words. */
async function chosen(words) {
  const parts = await Promise.all(PARTS.map(async (part) => {
    const { stories: told } = await import(`./${part}.mjs`);
    return told.map((story) => ({ ...story, part }));
  }));
  return parts.flat().filter((story) => `${story.part}: ${story.name}`.toLowerCase().includes(words.toLowerCase()));
}

/** Plays one story in a fresh browser context and returns what was wrong. */
async function play(story) {
  const problems = [];
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    bypassCSP: true, // axe is injected; the policy itself has tests of its own, and `strict` stories go without
    locale: story.locale ?? 'en-US',
    viewport: story.phone ? { width: 360, height: 740 } : { width: 1280, height: 900 },
    colorScheme: story.dark ? 'dark' : 'light',
    javaScriptEnabled: !story.withoutScript,
    ...(story.strict ? { bypassCSP: false } : {}),
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  let seen = 0;
  const look = async (name) => {
    seen += 1;
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${story.name.replaceAll(/\W+/g, '-')}-${seen}-${name}.png`), fullPage: true });
    }
    const wide = await widerThanTheScreen(page, story);
    if (wide) problems.push(`${name}: the page is ${wide} px wider than the screen`);
    if (!story.withoutScript && !story.strict) problems.push(...(await axe(page)).map((problem) => `${name}: ${problem}`));
  };
  try {
    await story.play({ page, context, base: server.base, login: server.accounts, look, submit, mail });
  } catch (error) {
    const where = String(error.stack).match(/\/(\w+\.mjs:\d+):\d+\)?$/m)?.[1] ?? '';
    problems.push(`${String(error.message ?? error).split('\n').slice(0, 4).join(' | ')} ${where}`);
    await look('failed').catch(() => {});
  }
  await context.close();
  return problems;
}

/** Hands a state's file to the running demonstration, as the state's own system does, and gives the answer. */
async function submit(text) {
  files += 1;
  const path = join(folder, `state-${files}.mdes`);
  writeFileSync(path, text);
  await promisify(execFile)(binary, ['submit', '--data', join(folder, 'data'), path]).catch((error) => {
    if (error.code !== 1) throw error; // 1: taken, with findings
  });
  return JSON.parse(readFileSync(`${path}.response.json`, 'utf8'));
}

/** The text of the message to an address that holds the words; messages go out every few seconds. */
async function mail(address, words) {
  const box = join(folder, 'data', 'mail');
  for (const until = Date.now() + 20_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 100))) {
    for (const name of existsSync(box) ? readdirSync(box).filter((one) => one.endsWith('.eml')) : []) {
      const [head, body] = readFileSync(join(box, name), 'latin1').split('\r\n\r\n');
      const text = Buffer.from(body, 'base64').toString('utf8');
      if (head.includes(`<${address}>`) && words.test(text)) return text;
    }
  }
  throw new Error(`not so: a message to ${address} says ${words}`);
}

/** Serious and critical findings of axe. */
async function axe(page) {
  await page.addScriptTag({ path: axeSource });
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .map((violation) => `axe ${violation.id}: ${violation.help} (${violation.nodes.slice(0, 2).map((node) => node.target).join('; ')})`);
}

async function widerThanTheScreen(page, story) {
  if (story.withoutScript) return 0;
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return over > 1 ? over : 0;
}

/** Starts `vereda demo` and reads its address and accounts from what it prints. */
async function startDemo(dir) {
  const port = 20000 + Math.floor(Math.random() * 20000);
  const child = spawn(binary, ['demo', '--dir', dir, '--children', '300', '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  child.stderr.on('data', (data) => { complaints += data; });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the demonstration did not start: ${printed}${complaints}`)), 120_000);
    child.stdout.on('data', (data) => {
      printed += data;
      if (/Ctrl-C/.test(printed)) { clearTimeout(timer); resolve(); }
    });
    child.on('exit', (code) => { clearTimeout(timer); reject(new Error(`the demonstration ended with ${code}: ${complaints}`)); });
  });
  const accounts = {};
  for (const [, name, password] of printed.matchAll(/^\s*(\w[\w.-]*)\s+(\S{8,})\s/gm)) accounts[name] = password;
  return { process: child, base: `https://localhost:${port}`, accounts, ended };
}

function argument(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : process.argv[at + 1];
}
