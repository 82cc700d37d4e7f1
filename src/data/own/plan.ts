/**
 * What would be made of what was found, before a picture is decoded: classes with their counts. A person may rename, merge and leave out classes; each change is a new
 * plan, out of which the same is made on every machine. Pure.
 */
import type { OwnDataWarning } from '../../problems/ownData.ts';
import { mostClasses } from './bounds.ts';
import type { Brought, Found, LayoutName } from './found.ts';
import { OwnDataError } from './ownDataError.ts';
import { namesShown, type Tally } from './tally.ts';
import { inOrder } from './tree.ts';

type Counts = Readonly<Record<Brought, number>>;

export interface PlannedClass {
  readonly name: string;
  /** As the data calls what it is made of. */
  readonly labels: readonly string[];
  readonly counts: Counts;
}

export interface Plan {
  readonly layout: LayoutName;
  readonly found: Found;
  readonly classes: readonly PlannedClass[];
  /** What was passed by. */
  readonly tally: Tally;
}

/** What is trained on and what is tested on. `parts` where the data brings no split of its own. */
export type Splitting = 'test' | 'validation' | 'parts';

/** Fewer pictures of a class are told of. */
const fewPictures = 20;
/** So many times as many of a class as of another are told of. */
const unequal = 10;
/** Of what is not split, this share is tested on. */
const testShare = 0.2;

/** By code units, as torchvision orders folders; classes that are numbers by their value, so that 10 comes after 9. */
function inTheirOrder(names: readonly string[], layout: LayoutName): string[] {
  const areNumbers = layout !== 'image-folder' && names.every((name) => /^-?\d+(\.\d+)?$/.test(name));
  return [...names].sort(areNumbers ? (a, b) => Number(a) - Number(b) || inOrder(a, b) : inOrder);
}

const sum = (classes: readonly PlannedClass[], ...splits: readonly Brought[]): number =>
  classes.reduce((total, { counts }) => splits.reduce((n, split) => n + counts[split], total), 0);

/** Names that are spelt in composed letters here and in decomposed ones there are one class. @throws OwnDataError where there are too few classes or too many. */
export function planOf(found: Found, tally: Tally): Plan {
  const known = new Map<string, { labels: Set<string>; counts: Record<Brought, number> }>();
  const classOf = (label: string) => {
    const name = label.normalize('NFC');
    const own = known.get(name) ?? {
      labels: new Set(),
      counts: { train: 0, validation: 0, test: 0, none: 0 },
    };
    known.set(name, own);
    return own;
  };
  for (const label of found.classes ?? []) classOf(label).labels.add(label);
  for (const { label, split } of found.pictures) {
    const own = classOf(label);
    own.labels.add(label);
    own.counts[split]++;
  }
  const names = [...known.keys()];
  const classes = (found.classes ? names : inTheirOrder(names, found.layout))
    .flatMap((name) => {
      const own = known.get(name);
      return own ? [{ name, labels: [...own.labels], counts: own.counts }] : [];
    })
    .filter((planned) => sum([planned], 'train', 'validation', 'test', 'none') > 0);
  const [first] = classes;
  if (!first) throw new OwnDataError({ kind: 'nothing-there' });
  if (classes.length < 2) throw new OwnDataError({ kind: 'one-class', name: first.name });
  return { layout: found.layout, found, classes, tally };
}

/** @throws OwnDataError where a plan that a person has mended has too few classes or too many. */
export function expectUsable({ classes }: Plan): void {
  const [first] = classes;
  if (!first) throw new OwnDataError({ kind: 'nothing-there' });
  if (classes.length < 2) throw new OwnDataError({ kind: 'one-class', name: first.name });
  if (classes.length > mostClasses)
    throw new OwnDataError({ kind: 'too-many-classes', classes: classes.length, most: mostClasses });
}

export const withName = (plan: Plan, index: number, name: string): Plan => ({
  ...plan,
  classes: plan.classes.map((planned, i) => (i === index ? { ...planned, name } : planned)),
});

export const withoutClass = (plan: Plan, index: number): Plan => ({
  ...plan,
  classes: plan.classes.filter((_, i) => i !== index),
});

/** Makes two classes one, in the place and under the name of the first. */
export function withMerged(plan: Plan, into: number, other: number): Plan {
  const [a, b] = [plan.classes[into], plan.classes[other]];
  if (!a || !b || a === b) return plan;
  const counts = {
    train: a.counts.train + b.counts.train,
    validation: a.counts.validation + b.counts.validation,
    test: a.counts.test + b.counts.test,
    none: a.counts.none + b.counts.none,
  };
  const merged = { name: a.name, labels: [...a.labels, ...b.labels], counts };
  return {
    ...plan,
    classes: plan.classes
      .map((planned) => (planned === a ? merged : planned))
      .filter((planned) => planned !== b),
  };
}

export function splittingOf({ classes }: Plan): Splitting {
  if (sum(classes, 'train', 'none') === 0) return 'parts';
  if (sum(classes, 'test') > 0) return 'test';
  return sum(classes, 'validation') > 0 ? 'validation' : 'parts';
}

/** How many pictures of a class are tested on where the data brings no split: one at least, but not the only one. */
export const testedOf = (pictures: number): number =>
  pictures < 2 ? 0 : Math.max(1, Math.round(testShare * pictures));

/** Pictures of a class in each split that is made. */
export function madeCounts({ counts }: PlannedClass, splitting: Splitting): { train: number; test: number } {
  if (splitting !== 'parts') return { train: counts.train + counts.none, test: counts[splitting] };
  const all = counts.train + counts.validation + counts.test + counts.none;
  return { train: all - testedOf(all), test: testedOf(all) };
}

/** What is said of some classes, where there are any. */
export const counted = <K extends OwnDataWarning['kind']>(kind: K, names: readonly string[]) =>
  names.length > 0 ? [{ kind, count: names.length, names: names.slice(0, namesShown) }] : [];

/** What is to be said of classes and counts. */
export function countWarnings(
  classes: readonly { readonly name: string; readonly train: number; readonly test: number }[],
): OwnDataWarning[] {
  const named = (is: (planned: (typeof classes)[number]) => boolean) =>
    classes.filter(is).map(({ name }) => name);
  const ordered = [...classes].sort((a, b) => a.train - b.train);
  const [smallest, largest] = [ordered[0], ordered[ordered.length - 1]];
  return [
    ...counted(
      'few-pictures',
      named(({ train, test }) => train > 0 && train + test < fewPictures),
    ),
    ...counted(
      'untrained-classes',
      named(({ train }) => train === 0),
    ),
    ...counted(
      'untested-classes',
      named(({ test }) => test === 0),
    ),
    ...(smallest && largest && largest.train > unequal * Math.max(1, smallest.train)
      ? [
          {
            kind: 'unequal-classes' as const,
            largest: largest.name,
            most: largest.train,
            smallest: smallest.name,
            fewest: smallest.train,
          },
        ]
      : []),
  ];
}

/** What is to be said of a plan before anything is made of it. */
export function planWarnings(plan: Plan): OwnDataWarning[] {
  const splitting = splittingOf(plan);
  const classes = plan.classes.map((planned) => ({ name: planned.name, ...madeCounts(planned, splitting) }));
  return [...plan.tally.warnings, ...splitWarnings(plan), ...countWarnings(classes)];
}

/** What is to be said of how the classes and the splits were told. */
export function splitWarnings(plan: Plan): OwnDataWarning[] {
  const splitting = splittingOf(plan);
  const leftOut = splitting === 'test' ? sum(plan.classes, 'validation') : 0;
  return [
    ...(plan.layout === 'name-prefix' ? [{ kind: 'guessed-from-names' as const }] : []),
    ...(splitting === 'validation' ? [{ kind: 'validation-tests' as const }] : []),
    ...(leftOut > 0 ? [{ kind: 'validation-left-out' as const, count: leftOut }] : []),
  ];
}
