/**
 * Runs that are equal but for the seed, as one of those that charts draw: means over them. Only whole epochs are averaged. At a step each
 * run has the noise of its own batch, and its curve is kept at steps of its own, so that a deviation over runs would tell of batches and
 * of what was filled in between; the values of an epoch are measured of every run at the same place. Pure.
 */
import type { EventOf } from '../../training/events.ts';
import { groupsOf, meanAndStd, oneOfEachSeed } from '../../training/groups.ts';
import type { RunConfig } from '../../training/settings.ts';
import { isAsPlanned } from './asPlanned.ts';
import { noStages } from './blockMeasures.ts';
import { emptySeries } from './series.ts';
import type { EpochSpread, GroupOfRuns, ShownRun } from './shown.ts';
import { noGradients } from './vitals.ts';

/** How runs of a group are drawn: their mean, their mean and each of them, or each of them alone. */
export const groupings = ['mean', 'both', 'runs'] as const;
export type Grouping = (typeof groupings)[number];

const averaged = [
  'trainLoss',
  'trainAccuracy',
  'testLoss',
  'testAccuracy',
  'learningRate',
  'imagesPerSecond',
] as const satisfies readonly (keyof EpochSpread)[];

interface Member extends ShownRun {
  readonly config: RunConfig;
}

/**
 * What may be averaged with others: a run of this page that is not under way, went as its settings say, and came to no bad end. One that
 * diverged would be missing in the mean without a trace: it stays a line of its own, with its cross.
 */
function memberOf(shown: ShownRun): Member | undefined {
  const { config, log } = shown.run;
  const last = log[log.length - 1];
  if (!config || shown.kind === 'reference') return undefined;
  if (shown.kind === 'current' && last?.type !== 'end') return undefined;
  if (last?.type === 'end' && last.outcome === 'failed') return undefined;
  const changes = log.filter((entry) => entry.type === 'change');
  return isAsPlanned({ config, changes }) ? { ...shown, config } : undefined;
}

const finite = (values: readonly number[]): number[] => values.filter(Number.isFinite);

function meansOf(
  members: readonly ShownRun[],
): Pick<GroupOfRuns, 'spread' | 'n'> & Pick<ShownRun['run'], 'epochs'> {
  const byEpoch = new Map<number, EventOf<'epoch'>[]>();
  for (const { run } of members) {
    for (const told of run.epochs) {
      const others = byEpoch.get(told.epoch);
      if (others) others.push(told);
      else byEpoch.set(told.epoch, [told]);
    }
  }
  const rows = [...byEpoch.values()].sort(([a], [b]) => (a?.epoch ?? 0) - (b?.epoch ?? 0));
  const spread = rows.map(
    (row) =>
      Object.fromEntries(
        averaged.map((metric) => [metric, meanAndStd(finite(row.map((told) => told[metric])))]),
      ) as EpochSpread,
  );
  const epochs = rows.map((row, i) => ({
    ...(row[0] as EventOf<'epoch'>),
    ...Object.fromEntries(averaged.map((metric) => [metric, spread[i]?.[metric].mean ?? Number.NaN])),
    // Its place on the axis of time: what an epoch took on average, so that time never runs backwards where a run ends earlier.
    seconds: meanAndStd(finite(row.map(({ seconds }) => seconds))).mean,
  }));
  const counts = rows.map((row) => row.length);
  return { epochs, spread, n: [Math.min(...counts), Math.max(...counts)] };
}

/** By its first run: a chart asks again with every step of another run. */
const known = new WeakMap<RunConfig, { readonly members: readonly ShownRun[]; readonly mean: ShownRun }>();

function meanOf(members: readonly [Member, ...Member[]]): ShownRun {
  const [{ id, config, colour, marker }] = members;
  const before = known.get(config);
  if (
    before?.members.length === members.length &&
    before.members.every(({ run }, i) => run === members[i]?.run)
  )
    return before.mean;
  const { epochs, spread, n } = meansOf(members);
  const run = { series: emptySeries, gradients: noGradients, stages: noStages, epochs, log: [], config };
  const group = { members, spread, n };
  const mean: ShownRun = { id: `mean ${id}`, name: '', kind: 'stored', colour, marker, run, group };
  known.set(config, { members, mean });
  return mean;
}

/**
 * The runs with those of a group together, where the last of them stood.
 * @param nameOf What a mean is called among the others.
 */
export function withGroups(
  runs: readonly ShownRun[],
  grouping: Grouping,
  nameOf: (mean: ShownRun, means: readonly ShownRun[]) => string,
): readonly ShownRun[] {
  if (grouping === 'runs') return runs;
  const groups = groupsOf(runs.flatMap((shown) => memberOf(shown) ?? []))
    .map(oneOfEachSeed)
    .filter((group): group is [Member, Member, ...Member[]] => group.length > 1);
  if (groups.length === 0) return runs;
  const means = groups.map(meanOf);
  const groupOf = new Map(groups.flatMap((group, i) => group.map(({ id }) => [id, i] as const)));
  const named = means.map((mean) => ({ ...mean, name: nameOf(mean, means) }));
  return runs.flatMap((shown): ShownRun[] => {
    const at = groupOf.get(shown.id);
    const [group, mean] = [groups[at ?? -1], named[at ?? -1]];
    if (!group || !mean) return [shown];
    const inside = grouping === 'both' ? [{ ...shown, colour: mean.colour, inGroup: mean.id }] : [];
    return group[group.length - 1]?.id === shown.id ? [...inside, mean] : inside;
  });
}

/** Runs one by one, for what draws no means. */
export const apart = (runs: readonly ShownRun[]): readonly ShownRun[] =>
  runs.flatMap((shown) => (shown.inGroup ? [] : (shown.group?.members ?? [shown])));
