// Hands mail to a real SMTP server over TLS, and kills the program while it does.
//
//   node src/tests/mail/run.mjs [--mails 300] [--kills 3]
//
// Ends with `N passed, N failed`; the exit code is 0 when all passed.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

const root = new URL('../../../', import.meta.url).pathname;
const binary = process.env.VEREDA_BINARY ?? join(root, 'target/x86_64-unknown-linux-gnu/release/vereda');
const mails = number('--mails', 300);
const kills = number('--kills', 3);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let passed = 0;
let failed = 0;

async function test(name, act) {
  const folder = mkdtempSync(join(tmpdir(), 'vereda-mail-'));
  const world = new World(join(folder, 'data'));
  try {
    await act(world);
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  }
  await world.stop();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}

async function killed(world) {
  await world.fill(mails);
  await world.listen();
  for (let kill = 1; kill <= kills; kill += 1) {
    world.start();
    const wanted = Math.floor((mails * kill) / (kills + 1));
    await until(() => world.received.length >= wanted, 'messages to arrive', 600);
    // At any moment of a message's way.
    await pause(Math.random() * 20);
    await world.kill();
  }
  world.start();
  await until(() => world.arrived().size >= mails, 'the rest to arrive', 900);
  await until(() => world.waiting() === 0, 'the outbox to be empty', 60);
  const counts = [...world.arrived().values()];
  const doubles = counts.reduce((sum, count) => sum + count - 1, 0);
  console.log(`     ${mails} messages, ${kills} kills: ${world.arrived().size} arrived, ${doubles} of them twice`);
  must(world.arrived().size === mails, `${world.arrived().size} of ${mails} arrived`);
  must(counts.every((count) => count <= 2) && doubles <= kills, `${doubles} doubles for ${kills} kills`);
  must(world.received.every((one) => one.secure), 'a message came without TLS');
}

async function troubled(world) {
  await world.fill(6);
  // Nobody listens at first.
  world.start();
  await pause(3_000);
  must(world.waiting() === 6, 'a message went out or was lost without a server');
  world.answers = { 'person1@': 550, 'person2@': 450 };
  await world.listen();
  await until(() => world.received.length === 4, 'four messages', 60);
  await until(() => world.state().state.failed === 1, 'the refused one to be known', 30);
  const { state, failed: unsent } = world.state();
  must(state.waiting === 1, `${state.waiting} wait`);
  must(unsent[0].user_name === 'person1' && unsent[0].why.includes('550'), JSON.stringify(unsent));
}

async function strange(world) {
  const other = new World(`${world.data}-other`);
  await other.fill(1);
  await world.fill(1);
  world.certificate = other.data;
  await world.listen();
  world.start();
  await pause(4_000);
  must(world.received.length === 0, 'a stranger was given a message');
  must(world.waiting() === 1, 'the message is gone');
}

/** A data directory, the mail server it knows, and the program that serves it. */
class World {
  constructor(data) {
    this.data = data;
    this.certificate = data;
    this.port = 20_000 + Math.floor(Math.random() * 20_000);
    this.received = [];
    this.answers = {};
  }

  async fill(count) {
    execFileSync(binary, ['bench', 'mail', '--dir', this.data, '--mails', String(count), '--port', String(this.port)]);
  }

  async listen() {
    this.server = new SMTPServer({
      key: readFileSync(join(this.certificate, 'tls/key.pem')),
      cert: readFileSync(join(this.certificate, 'tls/certificate.pem')),
      authOptional: true,
      logger: false,
      onRcptTo: ({ address }, session, done) => {
        const refused = Object.entries(this.answers).find(([start]) => address.startsWith(start));
        done(refused ? Object.assign(new Error('not now, or never'), { responseCode: refused[1] }) : undefined);
      },
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (part) => { text += part; });
        stream.on('end', () => {
          const id = /^Message-ID: (<.*>)\r$/m.exec(text)?.[1] ?? 'none';
          this.received.push({ id, secure: session.secure });
          done();
        });
      },
    });
    // A client that dies in the middle is what is tested.
    this.server.on('error', () => {});
    await new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  start() {
    this.process = spawn(binary, ['--data', this.data, 'serve'], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.said = '';
    this.process.stderr.on('data', (data) => { this.said += data; });
    this.ended = new Promise((resolve) => this.process.on('exit', resolve));
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
    this.process = null;
  }

  async stop() {
    if (!this.process) return;
    this.process.kill('SIGTERM');
    await Promise.race([this.ended, pause(10_000)]);
    this.process.kill('SIGKILL');
  }

  async close() {
    if (this.server) await new Promise((resolve) => this.server.close(resolve));
  }

  /** How often each message arrived, by its Message-ID. */
  arrived() {
    const counts = new Map();
    for (const { id } of this.received) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }

  state() {
    const call = () => execFileSync(binary, ['--data', this.data, 'jobs', 'mail', '--json'], { encoding: 'utf8' });
    try {
      return JSON.parse(call());
    } catch (error) {
      // Exit code 1: something failed, and the answer says what.
      return JSON.parse(error.stdout);
    }
  }

  waiting() {
    return this.state().state.waiting;
  }
}

async function until(done, what, seconds) {
  const end = Date.now() + seconds * 1_000;
  while (!done()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(20);
  }
}

function must(holds, why) {
  if (!holds) throw new Error(why);
}

function number(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

await test('every message arrives, and each kill doubles one at most', killed);
await test('a server that is down delays, and what it puts off or refuses is known', troubled);
await test('a server whose certificate is another gets nothing', strange);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
