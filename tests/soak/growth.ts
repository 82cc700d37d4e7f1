/** Whether what is looked at again and again grows, by how much a run, and whether that is too much. Pure. */
import { type Footprint, footprintText, type Quantity, quantities } from './footprint.ts';
import type { Memory } from './report.ts';

export interface Look {
  /** Runs so far. */
  readonly runs: number;
  readonly value: number;
}

/** The middle slope of all pairs of looks (Theil and Sen): one odd look does not bend it. 0 where there are fewer than two. */
export function slopeOf(looks: readonly Look[]): number {
  const slopes = looks.flatMap((b, j) =>
    looks.slice(0, j).flatMap((a) => (a.runs === b.runs ? [] : [(b.value - a.value) / (b.runs - a.runs)])),
  );
  const sorted = slopes.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export interface FootprintLook {
  /** Runs so far. */
  readonly runs: number;
  readonly footprint: Footprint;
}

export const perRun = (of: (quantity: Quantity) => number): Footprint =>
  Object.fromEntries(quantities.map((quantity) => [quantity, of(quantity)])) as unknown as Footprint;

/** What a run adds. */
export const growthOf = (looks: readonly FootprintLook[]): Footprint =>
  perRun((q) => slopeOf(looks.map(({ runs, footprint }) => ({ runs, value: footprint[q] }))));

/** Runs in one browser from which on its memory is judged: looks scatter by hundreds of kilobytes. */
const fewestRuns = 20;
/**
 * What a run may add while it is not deleted. Its history takes 14.8 KiB, 21 nodes and 2 listeners (docs/RELIABILITY.md), what its
 * faults leave in the log a few nodes more, code that V8 compiles about as many bytes again; the rest is what the slope of twenty
 * looks scatters by.
 */
const mostAdded: Footprint = {
  heap: 96 * 1024,
  workerHeap: 48 * 1024,
  nodes: 40,
  listeners: 4,
  gpuBytes: 1024,
};

/** What a soak says of memory, and what of it is wrong. @param browsers The looks at each browser. */
export function memoryOf(browsers: readonly (readonly FootprintLook[])[]): Memory {
  const judged = browsers
    // A worker that did not answer has no number.
    .map((looks) => looks.filter(({ footprint }) => quantities.every((q) => Number.isFinite(footprint[q]))))
    .filter((looks) => (looks.at(-1)?.runs ?? 0) - (looks[0]?.runs ?? 0) >= fewestRuns)
    .map(growthOf);
  if (judged.length === 0)
    return { problems: [], text: `memory is not judged, which takes ${fewestRuns} runs in one browser` };
  const problems = judged.flatMap((growth) => {
    const beyond = quantities.filter((q) => growth[q] > mostAdded[q]);
    return beyond.length === 0
      ? []
      : [
          `a run adds ${footprintText(growth, 1, beyond)} where ${footprintText(mostAdded, 1, beyond)} are allowed`,
        ];
  });
  return { problems, text: judged.map((growth) => `a run adds ${footprintText(growth, 1)}`).join('; ') };
}
