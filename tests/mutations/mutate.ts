/** Feeds damaged inputs to every surface: none may crash it, hold it up for a second, or make it take memory without bound. */
import { picker } from '../formats/mutations.ts';
import { type Surface, surfaces } from './surfaces.ts';

/** Milliseconds of this process's own time for one input. */
const longest = 1000;
/** Bytes that one input may make a reader take, beyond eight times its own. */
const most = 16_000_000;

interface Tally {
  readonly surface: string;
  readonly inputs: number;
  readonly taken: number;
  readonly refused: number;
  /** Milliseconds. */
  readonly slowest: number;
  readonly bytes: number;
}

export interface Mutated {
  readonly tallies: readonly Tally[];
  /** What went wrong, each with the surface and the seed that it comes back with. */
  readonly problems: readonly string[];
  readonly summary: string;
}

const sizeOf = (input: unknown): number =>
  input instanceof Uint8Array ? input.length : typeof input === 'string' ? input.length : 0;

/** Bytes in use: of buffers, and of the heap, which grows before it is cleared. */
const inUse = (): number => {
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
};

async function feed(name: string, surface: Surface, count: number, seed: number, problems: string[]) {
  const tally = { surface: name, inputs: count, taken: 0, refused: 0, slowest: 0, bytes: 0 };
  const read = surface.read as (input: unknown) => boolean | Promise<boolean>;
  for (let i = 0; i < count; i++) {
    const at = `${name}, seed ${seed + i}`;
    const input = surface.make(picker(seed + i));
    const before = inUse();
    const began = process.cpuUsage();
    try {
      if (await read(input)) tally.taken++;
      else tally.refused++;
    } catch (error) {
      if (surface.known.some((kind) => error instanceof kind)) tally.refused++;
      else problems.push(`${at}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const took = process.cpuUsage(began).user / 1000;
    const grown = inUse() - before;
    if (took > longest) problems.push(`${at}: it took ${took.toFixed(0)} ms.`);
    if (grown > most + 8 * sizeOf(input)) problems.push(`${at}: it took ${grown} bytes.`);
    tally.slowest = Math.max(tally.slowest, took);
    tally.bytes = Math.max(tally.bytes, grown);
  }
  return tally;
}

const line = (...cells: (string | number)[]): string =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(9))).join('');

/**
 * @param count Inputs in all, in equal parts.
 * @param seed The first of as many seeds in a row.
 */
export async function mutate(count: number, seed: number): Promise<Mutated> {
  const all = Object.entries(await surfaces());
  const problems: string[] = [];
  const { warn } = console;
  // What a reader says to developers of each is not for tens of thousands.
  console.warn = () => {};
  const unhandled = (error: unknown) =>
    problems.push(`On the side: ${error instanceof Error ? error.stack : String(error)}`);
  process.on('unhandledRejection', unhandled);
  const tallies: Tally[] = [];
  try {
    for (const [i, [name, surface]] of all.entries()) {
      const share = Math.floor((count * (i + 1)) / all.length) - Math.floor((count * i) / all.length);
      tallies.push(await feed(name, surface, share, seed, problems));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } finally {
    console.warn = warn;
    process.off('unhandledRejection', unhandled);
  }
  const summary = [
    line('surface', 'inputs', 'taken', 'refused', 'ms', 'kB'),
    ...tallies.map((t) =>
      line(t.surface, t.inputs, t.taken, t.refused, t.slowest.toFixed(0), (t.bytes / 1000).toFixed(0)),
    ),
    `${count} mutated inputs from seed ${seed}: ${problems.length} crashed, took more than ${longest} ms or more than ${most / 1e6} MB.`,
  ].join('\n');
  return { tallies, problems, summary };
}
