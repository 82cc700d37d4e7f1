/**
 * How runs of the command line are interrupted, from a seed alone: what each is, and when. Pure. The moment itself is not in the
 * seed: how far a process is by then is up to the machine.
 */
import { type Pick, picker } from '../formats/mutations.ts';

const common = '--blocks 1 --train-images 320 --test-images 32 --epochs 6 --batch-size 8 --tuning off';
/** Runs that differ in what a checkpoint has to hold: slots of the optimizer, augmentation, schedule. */
export const nodeRuns = {
  momentum: `${common} --width 4 --seed 11`,
  adamw: `${common} --width 2 --seed 12 --optimizer adamw --learning-rate 0.003 --schedule cosine --augment crop,flip,cutout`,
  stock: `${common} --width 2 --seed 13 --engine stock --epochs 3`,
} as const satisfies Readonly<Record<string, string>>;
export type NodeRunName = keyof typeof nodeRuns;

/** How often each comes of so many times. */
const deck = {
  'killed at a write': 8,
  SIGKILL: 4,
  SIGTERM: 3,
  SIGINT: 2,
  SIGHUP: 2,
  'output closed': 1,
} as const;
export type NodeFault = keyof typeof deck;

export interface PlannedStop {
  readonly fault: NodeFault;
  /** Share of what is left of the run, 0…1, after which it comes; of its writes for a kill at a write. */
  readonly at: number;
}

export interface PlannedNodeRun {
  /** From 1. */
  readonly number: number;
  readonly name: NodeRunName;
  /** One after another, before the run is let go on to its end. */
  readonly stops: readonly PlannedStop[];
}

/** Interruptions of one run. */
const mostStops = 6;

const oneOf = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;

/** Every way of the deck comes before one comes again. */
export function* nodePlan(seed: number): Generator<PlannedNodeRun, never> {
  const pick = picker(seed);
  const cards = Object.entries(deck).flatMap(([fault, times]) =>
    Array.from({ length: times }, () => fault as NodeFault),
  );
  let left: NodeFault[] = [];
  const deal = (): NodeFault => {
    if (left.length === 0) left = [...cards];
    return left.splice(pick(left.length), 1)[0] as NodeFault;
  };
  for (let number = 1; ; number++) {
    const stops = Array.from({ length: 1 + pick(mostStops) }, () => ({
      fault: deal(),
      at: pick(1000) / 1000,
    }));
    yield { number, name: oneOf(pick, Object.keys(nodeRuns) as NodeRunName[]), stops };
  }
}
