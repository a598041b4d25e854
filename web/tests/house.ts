import { expect, type Page } from '@playwright/test';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Servers of a test's own: an empty house, and an OpenID provider.

const binary = process.env.KINOTEKA ?? path.resolve(import.meta.dirname, '../../build/release/kinoteka');
export const password = 'seven green lanterns';

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Options for a database of its own, where the tests run on PostgreSQL (script/pages --postgres). */
function databaseOptions(): string[] {
  const server = process.env.KINOTEKA_TEST_POSTGRES;
  if (!server) return [];
  const name = `house_${randomBytes(8).toString('hex')}`;
  execFileSync('psql', ['-q', `${server}/postgres`, '-c', `CREATE DATABASE ${name}`]);
  return ['--database', `${server}/${name}`];
}

const stopped = (process: ChildProcess) =>
  new Promise((resolve) => {
    if (process.exitCode !== null) return resolve(undefined);
    process.once('exit', resolve);
    process.kill();
  });

/** A mail server that keeps what it is given. */
class Mailbox {
  readonly messages: string[] = [];

  private constructor(
    readonly address: string,
    private readonly server: Server,
  ) {}

  static async open(): Promise<Mailbox> {
    const port = await freePort();
    const server = createServer((socket) => {
      let data: string | undefined;
      let rest = '';
      const say = (line: string) => socket.write(`${line}\r\n`);
      say('220 here');
      socket.on('error', () => socket.destroy());
      socket.on('data', (bytes) => {
        rest += bytes.toString('utf8');
        for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          if (data !== undefined && line !== '.') {
            data += `${line.replace(/^\.\./, '.')}\n`;
          } else if (data !== undefined) {
            box.messages.push(data);
            data = undefined;
            say('250 kept');
          } else if (/^data$/i.test(line)) {
            data = '';
            say('354 go on');
          } else {
            say(/^quit/i.test(line) ? '221 bye' : '250 yes');
          }
        }
      });
    });
    const box = new Mailbox(`smtp+plain://127.0.0.1:${port}`, server);
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    return box;
  }

  close() {
    this.server.close();
  }
}

export class House {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly processes: ChildProcess[],
    private readonly mailbox?: Mailbox,
  ) {}

  /** `withMail`: it has a mail server. Without one its messages stay in its folder, and nobody waits for them. */
  static async open(options: string[] = [], withProvider = false, withMail = false): Promise<House> {
    const port = await freePort();
    const mailbox = withMail ? await Mailbox.open() : undefined;
    if (mailbox) options = [...options, '--smtp', mailbox.address];
    const url = `http://127.0.0.1:${port}`;
    const folder = mkdtempSync(path.join(tmpdir(), 'house-'));
    const processes: ChildProcess[] = [];
    if (withProvider) {
      const providerPort = await freePort();
      const script = path.resolve(import.meta.dirname, 'oidcProvider.mjs');
      const callback = `${url}/api/auth/providers/oidc/callback`;
      const provider = spawn(process.execPath, [script, String(providerPort), callback], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await new Promise((resolve) => provider.stdout.once('data', resolve));
      processes.push(provider);
      options = [
        ...options,
        ...['--oidc-issuer', `http://127.0.0.1:${providerPort}`, '--oidc-name', 'Film Club'],
        ...['--oidc-client-id', 'kinoteka', '--oidc-client-secret', 'a secret between us two'],
      ];
    }
    const given = [
      'serve',
      '--data',
      folder,
      '--listen',
      `127.0.0.1:${port}`,
      '--public-url',
      url,
      '--log-requests',
      'none',
    ];
    // What the tests are told by the environment is nothing to the server, which would read it as settings.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KINOTEKA_')));
    const server = spawn(binary, [...given, ...databaseOptions(), ...options], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr.on('data', (part) => (said += String(part)));
    processes.push(server);
    for (let i = 0; i < 1200; ++i) {
      const ready = await fetch(`${url}/readyz`).catch(() => undefined);
      if (ready?.ok) return new House(url, folder, processes, mailbox);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the house does not open: ${said}`);
  }

  /** Makes an account by the page and leaves its browser signed in. */
  async signUp(page: Page, name: string) {
    await page.goto(`${this.url}/signup`);
    await page.getByLabel('E-mail address').fill(`${name}@example.org`);
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Username').fill(name);
    await page.getByRole('button', { name: 'Create the account' }).click();
    await expect(page).toHaveURL(`${this.url}/`);
  }

  /** The address in the last message to somebody. */
  async linkFor(email: string): Promise<string> {
    for (let i = 0; i < 600; ++i) {
      const messages = this.messages().filter((message) => message.includes(`To: ${email}`));
      const link = messages.map((message) => /https?:\S+#token=\S+/.exec(textOf(message))?.[0]).findLast(Boolean);
      if (link) return link;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no message for ${email}`);
  }

  private messages(): string[] {
    if (this.mailbox) return this.mailbox.messages;
    const folder = path.join(this.folder, 'mail');
    try {
      return readdirSync(folder)
        .sort()
        .map((file) => readFileSync(path.join(folder, file), 'utf8'));
    } catch {
      return [];
    }
  }

  async close() {
    await Promise.all(this.processes.map(stopped));
    this.mailbox?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The first part of a message, which is its plain text. */
function textOf(message: string): string {
  const part = message
    .split(/\r?\n\r?\n/)
    .slice(1)
    .join('\n\n');
  const encoded = /base64\s*\r?\n\s*\r?\n?([A-Za-z0-9+/=\s]+?)\s*--/.exec(part)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** What an authenticator app shows now (RFC 6238). */
export function totpCode(seed: string, stepsAhead = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...seed].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest.readUInt8(19) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
