/**
 * What a soak does, from its seed alone: one run after another, each of one of a few networks, and in which share of its steps
 * what goes wrong. Pure. The moment itself is not in the seed: a step is reached whenever the machine gets there.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Runs that differ in what a person sets between two runs, as the form's fields are called. Each has a twin that nothing
 * disturbed; few of them, so that twins take little of the time.
 */
export const networks = {
  narrow: { Width: '4', Seed: '11' },
  wide: { Width: '6', Seed: '12' },
  'other seed': { Width: '4', Seed: '13' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
export type NetworkName = keyof typeof networks;

/** What all of them have in common, as in the address: a software adapter takes some ten seconds for the 160 steps. */
export const common = {
  blocks: '1',
  'batch-size': '8',
  'train-images': '320',
  'test-images': '32',
  epochs: '4',
} as const;

/**
 * What may come between, and how often of so many times. `interruptions` are those that would lose work; the rest is what a person
 * does, or what a browser does to a page, while it trains.
 */
export const decks = {
  interruptions: {
    reload: 4,
    'page crash': 3,
    'tab closed': 2,
    'GPU process killed': 4,
    'device destroyed': 3,
    'worker terminated': 3,
    'worker hung': 1,
  },
  soak: {
    reload: 2,
    'page crash': 1,
    'tab closed': 1,
    'GPU process killed': 2,
    'device destroyed': 2,
    'worker terminated': 2,
    'worker hung': 1,
    pause: 3,
    stop: 2,
    'single steps': 2,
    'second tab': 2,
    'page frozen': 1,
    'storage full': 2,
    'connection gone': 2,
  },
  /** One of each kind that has another way back, for the tests. */
  share: { reload: 1, 'device destroyed': 1, 'worker terminated': 1 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;
export type DeckName = keyof typeof decks;
export type FaultName = { [deck in DeckName]: keyof (typeof decks)[deck] }[DeckName];

export interface PlannedFault {
  readonly fault: FaultName;
  /** Share of the run's steps after which it comes, 0…1. */
  readonly at: number;
}

export interface PlannedRun {
  /** From 1. */
  readonly number: number;
  readonly network: NetworkName;
  /** In the order in which they come. */
  readonly faults: readonly PlannedFault[];
}

/** A run goes on by itself three times in a row at most. */
const mostFaults = 3;

/** Every fault of a deck comes before one comes again: so many are so many of each kind. */
export function* planOf(seed: number, deck: DeckName): Generator<PlannedRun, never> {
  const generator = xoroshiro128plus(seed);
  const upTo = (most: number): number => uniformInt(generator, 0, most);
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T;
  const cards = Object.entries(decks[deck]).flatMap(([fault, times]) =>
    Array.from({ length: times }, () => fault as FaultName),
  );
  let left: FaultName[] = [];
  const deal = (): FaultName => {
    if (left.length === 0) left = [...cards];
    return left.splice(upTo(left.length - 1), 1)[0] as FaultName;
  };
  for (let number = 1; ; number++) {
    const moments = Array.from({ length: 1 + upTo(mostFaults - 1) }, () => upTo(999) / 1000);
    const faults = moments.sort((a, b) => a - b).map((at): PlannedFault => ({ fault: deal(), at }));
    yield { number, network: pick(Object.keys(networks) as NetworkName[]), faults };
  }
}
