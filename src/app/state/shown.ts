/** The runs that the charts draw: the page's own, stored ones that are switched on, and published results. Pure. */

import type { DatasetName } from '../../data/sets/index.ts';
import type { RunRecord, StepMetric } from '../../storage/runRecord.ts';
import type { MeanAndStd } from '../../training/groups.ts';
import { noStages } from './blockMeasures.ts';
import { type RunLook, runLook } from './colours.ts';
import { noteReference, paperReferences, type ReferenceId } from './references.ts';
import type { Run } from './run.ts';
import { logOf } from './runs.ts';
import type { RunsState } from './runsStore.ts';
import { emptySeries } from './series.ts';
import { noGradients } from './vitals.ts';

/** What stands behind the means of an epoch: of every metric the runs that have a number there, and their deviation. */
export type EpochSpread = Readonly<Record<StepMetric | 'testLoss' | 'testAccuracy', MeanAndStd>>;

/** Runs that are equal but for the seed, of which another one is the mean (`shownGroups.ts`). */
export interface GroupOfRuns {
  readonly members: readonly ShownRun[];
  /** By epoch, as the epochs of the mean. */
  readonly spread: readonly EpochSpread[];
  /** How many runs have an epoch: the fewest and the most. */
  readonly n: readonly [least: number, most: number];
}

export interface ShownRun extends RunLook {
  readonly id: string;
  readonly name: string;
  readonly kind: 'current' | 'stored' | 'reference';
  /** A reference has epochs only, of which what was not published is NaN, and no config. */
  readonly run: Pick<Run, 'series' | 'gradients' | 'stages' | 'epochs' | 'log'> &
    Partial<Pick<Run, 'config'>>;
  /** The one number of a reference without curves: its test accuracy at the end of training, 0…1. */
  readonly level?: number;
  /** The runs that it is the mean of. */
  readonly group?: GroupOfRuns;
  /** Id of the mean that it is drawn beside, as one of its runs. */
  readonly inGroup?: string;
}

/** One object for each record, so that what was worked out for a chart can be used again. */
const ofRecord = new WeakMap<RunRecord, ShownRun>();

function shownRecord(record: RunRecord): ShownRun {
  const known = ofRecord.get(record);
  if (known) return known;
  const { id, name, series, gradients, stages = noStages, epochs, config } = record;
  const run = { series, gradients, stages, epochs, log: logOf(record), config };
  const shown: ShownRun = { id, name, kind: 'stored', ...runLook(record.colour), run };
  ofRecord.set(record, shown);
  return shown;
}

/** References are grey; they differ by dash and by name. */
const referenceColour = 'var(--mantine-color-dimmed)';
const referenceDashes = ['4 2', '1 3', '8 3', '8 3 1 3', '12 4', '2 2'];
const nothing = { series: emptySeries, gradients: noGradients, stages: noStages, epochs: [], log: [] };

const noteRun: ShownRun['run'] = {
  ...nothing,
  epochs: noteReference.epochs.map((epoch) => ({
    ...epoch,
    type: 'epoch',
    runId: 'note',
    epochs: noteReference.epochs.length,
    step: Number.NaN,
    learningRate: Number.NaN,
    imagesPerSecond: Number.NaN,
  })),
};

const references: Readonly<Record<ReferenceId, Omit<ShownRun, 'name'>>> = Object.fromEntries(
  (['note', ...paperReferences.levels] as const).map((reference, i) => {
    const look = {
      kind: 'reference',
      colour: referenceColour,
      marker: 'circle',
      dash: referenceDashes[i],
    } as const;
    if (reference === 'note') return ['note', { id: 'note', ...look, run: noteRun }];
    return [reference.model, { id: reference.model, ...look, run: nothing, level: reference.testAccuracy }];
  }),
) as Record<ReferenceId, Omit<ShownRun, 'name'>>;

/** What is drawn, the page's own run last, on top of the others. */
export function shownRuns(
  run: Run | undefined,
  { runs, loaded, references: ids }: Pick<RunsState, 'runs' | 'loaded' | 'references'>,
  referenceName: (id: ReferenceId) => string,
): ShownRun[] {
  const record = runs.find(({ id }) => id === run?.id);
  // A run that is over here may have gone on in another tab.
  const wentOn = run?.end && record && (record.step !== run.step || !record.end);
  const stored = runs.filter(({ id, shown }) => shown && (wentOn || id !== run?.id)).map(shownRecord);
  const shown = [...ids.map((id) => ({ ...references[id], name: referenceName(id) })), ...stored];
  if (!run || wentOn) return shown;
  // A run without a record was deleted, unless the records are still to come.
  if (record ? !record.shown : loaded) return shown;
  const { id } = run;
  return [...shown, { id, name: record?.name ?? '', kind: 'current', ...runLook(record?.colour ?? 0), run }];
}

/** The data sets of the runs that are drawn and of the next one: a published result is of use beside those of its own alone. */
export const datasetsInPlay = (
  run: Run | undefined,
  { runs, loaded }: Pick<RunsState, 'runs' | 'loaded'>,
  next: DatasetName,
): ReadonlySet<DatasetName> =>
  new Set([
    next,
    ...shownRuns(run, { runs, loaded, references: [] }, String).flatMap(
      ({ run: { config } }) => config?.dataset ?? [],
    ),
  ]);
