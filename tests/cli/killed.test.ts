/**
 * A process that dies at any one of its writes, exhaustively: with every call of the file system in turn as the last one, half
 * done where it can be. Whatever is left must be a run that goes on to the same files as one that nothing disturbed.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openRunFolder } from '../../src/cli/runFolder.ts';
import { checkpointAt, epochEvent, startEvent, stepEvent } from './runs.ts';

/** Calls that are left until the process dies; from then on none is answered. */
const life = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));
class Dead extends Error {}

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const mortal =
    <A extends unknown[], R>(call: (...args: A) => R, half?: (...args: A) => void) =>
    (...args: A): R => {
      if (life.left <= 0) throw new Dead();
      life.left -= 1;
      if (life.left > 0) return call(...args);
      half?.(...args);
      throw new Dead();
    };
  return {
    ...real,
    writeFileSync: mortal(real.writeFileSync, (path, content) => {
      const whole = Buffer.from(content as Uint8Array);
      real.writeFileSync(path, whole.subarray(0, whole.length / 2));
    }),
    writeSync: mortal(
      real.writeSync as (
        file: number,
        bytes: Uint8Array,
        offset: number,
        length: number,
        at: number,
      ) => number,
      (file, bytes, offset, length, at) => void real.writeSync(file, bytes, offset, length / 2, at),
    ),
    renameSync: mortal(real.renameSync),
    linkSync: mortal(real.linkSync),
    rmSync: mortal(real.rmSync),
    openSync: mortal(real.openSync),
    // Whether the disk has it does not matter where the system goes on.
    fsyncSync: mortal(() => {}),
    mkdirSync: mortal(real.mkdirSync),
  };
});

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterEach(() => {
  life.left = Number.POSITIVE_INFINITY;
  rmSync(root, { recursive: true, force: true });
});

/** Ten steps an epoch, kept at each of these; its second epoch is the best. */
const moments = [3, 10, 14, 20, 27, 30];
const ofStep = (step: number) => {
  const checkpoint = checkpointAt(step);
  const epochs = checkpoint.epochs.map((e) => (e.epoch === 3 ? { ...e, testAccuracy: 0 } : e));
  return { ...checkpoint, epochs };
};

/** The run from wherever it is to its end. @returns whether it was killed. */
async function lead(out: string, calls: number): Promise<boolean> {
  life.left = calls;
  let goesOn = false;
  const listeners = process.listeners('exit');
  try {
    goesOn = readdirSync(join(out, 'checkpoint')).some((name) => name.endsWith('safetensors'));
  } catch {
    // Nothing was kept yet.
  }
  try {
    const opened = await openRunFolder(goesOn ? { resume: out } : { out }, () => {});
    const begins = opened.from?.checkpoint.position.step ?? 0;
    const folder = opened.begin('r');
    if (!folder) throw new Error('Nothing is kept.');
    folder.start();
    folder.log(startEvent(begins));
    for (let step = begins + 1; step <= 30; step++) {
      folder.log(stepEvent(step));
      if (step % 10 === 0) folder.log({ runId: 'r', ...epochEvent(step / 10) });
      if (moments.includes(step)) folder.keep(ofStep(step));
      if (life.left <= 0) throw new Dead();
    }
    folder.close();
    return false;
  } catch (error) {
    // A log never throws, and a dead process catches nothing.
    if (life.left > 0) throw error;
    life.left = Number.POSITIVE_INFINITY;
    // Only a process that is alive holds it.
    rmSync(join(out, 'run.lock'), { force: true });
    return true;
  } finally {
    for (const listener of process.listeners('exit'))
      if (!listeners.includes(listener)) process.off('exit', listener);
  }
}

/** What must be the same: every file, and the log without its starts. */
const result = (out: string) =>
  Object.fromEntries(
    readdirSync(out, { recursive: true })
      .map(String)
      .filter((name) => /\.\w+$/.test(name))
      .sort()
      .map((name) => {
        const content = readFileSync(join(out, name));
        const starts = /"type":"start".*\n/;
        const lines = content.toString().split(/(?<=\n)/);
        return [
          name,
          name.endsWith('ndjson')
            ? lines.filter((line) => !starts.test(line)).join('')
            : content.toString('base64'),
        ];
      }),
  );

it('leaves a run that goes on exactly, whichever of its writes was the last', async () => {
  await lead(join(root, 'whole'), Number.POSITIVE_INFINITY);
  const whole = result(join(root, 'whole'));
  expect(Object.keys(whole)).toEqual([
    'best.safetensors',
    join('checkpoint', 'previous.safetensors'),
    join('checkpoint', 'run.safetensors'),
    'last.safetensors',
    'log.ndjson',
  ]);
  let deaths = 0;
  for (let calls = 1; ; calls++) {
    const out = join(root, `${calls}`);
    if (!(await lead(out, calls))) break;
    deaths += 1;
    // Dies again soon, in the middle of going on.
    await lead(out, 7 + (calls % 40));
    life.left = Number.POSITIVE_INFINITY;
    expect(await lead(out, Number.POSITIVE_INFINITY)).toBe(false);
    expect(result(out), `killed at call ${calls}`).toEqual(whole);
    rmSync(out, { recursive: true });
  }
  expect(deaths).toBeGreaterThan(150);
});
