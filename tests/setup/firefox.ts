/**
 * Starts the system's Firefox with WebGPU on and works it through Marionette, its own remote protocol: Playwright drives only a
 * Firefox that it built itself, or one newer than the long-term releases.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findLavapipe } from '../../src/cli/nodeWebGpu.ts';
import { quickly } from './quickly.ts';
import { findFirefox } from './system.ts';

/** WebGPU in page and worker on a software adapter, and nothing that asks for the network or for a first visitor's attention. */
const preferences: Readonly<Record<string, boolean | number | string>> = {
  'dom.webgpu.enabled': true,
  'dom.webgpu.workers.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
  // Any free port, which it writes into a file of the profile.
  'marionette.port': 0,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** Milliseconds. */
const startsWithin = 60_000;
/** Milliseconds that a function in the page may take. */
const slowest = 100_000;

/** One connection: a command is `[0, id, name, parameters]` and its answer `[1, id, error, result]`, each after its length in bytes. */
class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #received = Buffer.alloc(0);
  #id = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      while (this.#takeMessage());
    });
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox closed the connection.'));
    });
  }

  send(name: string, parameters: object = {}): Promise<unknown> {
    const id = this.#id++;
    const message = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  close(): void {
    this.#socket.destroy();
  }

  #takeMessage(): boolean {
    const colon = this.#received.indexOf(':');
    if (colon < 0) return false;
    const end = colon + 1 + Number(this.#received.toString('utf8', 0, colon));
    if (this.#received.length < end) return false;
    const message: unknown = JSON.parse(this.#received.toString('utf8', colon + 1, end));
    this.#received = this.#received.subarray(end);
    // The first message greets.
    if (Array.isArray(message)) this.#answer(message);
    return true;
  }

  #answer([, id, error, result]: unknown[]): void {
    const waiting = this.#waiting.get(id as number);
    this.#waiting.delete(id as number);
    if (error) waiting?.reject(new Error((error as { message: string }).message));
    else waiting?.resolve((result as { value?: unknown }).value);
  }
}

/** The port that Firefox chose, once it is written. */
async function portOf(profile: string): Promise<number> {
  const file = join(profile, 'MarionetteActivePort');
  const until = Date.now() + startsWithin;
  while (Date.now() < until) {
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (port > 0) return port;
    await pause(50);
  }
  throw new Error(`Firefox did not start within ${startsWithin / 1000} s.`);
}

export interface Firefox {
  open(address: string): Promise<void>;
  /** What a function returns in the page, or what its promise resolves to. It knows nothing from around it. */
  evaluate<T>(work: () => T | Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A Firefox with a profile of its own and no window. @throws Error where none is installed or it does not start. */
export async function startFirefox(): Promise<Firefox> {
  const path = findFirefox();
  if (!path) throw new Error('There is no Firefox: install firefox-esr, or set FIREFOX to its path.');
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const lavapipe = findLavapipe();
  const browser = spawn(
    path,
    ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile],
    {
      stdio: 'ignore',
      // The same adapter on every machine, unless the environment names another driver.
      env: { ...(lavapipe ? { VK_ICD_FILENAMES: lavapipe } : {}), ...quickly, ...process.env, HOME: profile },
    },
  );
  const gone = once(browser, 'exit');
  const end = async (): Promise<void> => {
    browser.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const socket = createConnection(await portOf(profile), '127.0.0.1');
    await once(socket, 'connect');
    const marionette = new Marionette(socket);
    await marionette.send('WebDriver:NewSession');
    await marionette.send('WebDriver:SetTimeouts', { script: slowest });
    return {
      open: async (address) => {
        await marionette.send('WebDriver:Navigate', { url: address });
      },
      evaluate: async <T>(work: () => T | Promise<T>) => {
        const script = `
          const done = arguments[0];
          (async () => (${work})())().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
        const told = (await marionette.send('WebDriver:ExecuteAsyncScript', { script, args: [] })) as
          | { value: T }
          | { error: string };
        if ('error' in told) throw new Error(told.error);
        return told.value;
      },
      close: async () => {
        marionette.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
