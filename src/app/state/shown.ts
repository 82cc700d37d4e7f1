/** What the charts draw: the page's run, kept runs that are switched on, and results of others. Pure. */
import { type RunLook, runLook } from './colours.ts';
import { type GhostId, noteGhost, paperGhosts } from './references.ts';
import type { Run } from './run.ts';
import { type KeptRun, logOf } from './runs.ts';
import type { RunsState } from './runsStore.ts';
import { emptySeries } from './series.ts';
import { noGradients } from './vitals.ts';

export interface ShownRun extends RunLook {
  readonly id: string;
  readonly name: string;
  readonly kind: 'current' | 'kept' | 'ghost';
  /** A ghost has epochs only, of which what was not published is NaN, and no config. */
  readonly run: Pick<Run, 'series' | 'gradients' | 'epochs' | 'log'> & Partial<Pick<Run, 'config'>>;
  /** The one number of a ghost without curves: its test accuracy at the end of training, 0…1. */
  readonly level?: number;
}

/** One object for each record, so that what was worked out for a chart can be kept. */
const ofRecord = new WeakMap<KeptRun, ShownRun>();

function shownRecord(record: KeptRun): ShownRun {
  const known = ofRecord.get(record);
  if (known) return known;
  const { id, name, series, gradients, epochs, config } = record;
  const run = { series, gradients, epochs, log: logOf(record), config };
  const shown: ShownRun = { id, name, kind: 'kept', ...runLook(record.colour), run };
  ofRecord.set(record, shown);
  return shown;
}

/** Ghosts are grey; they differ by dash and by name. */
const ghostColour = 'var(--mantine-color-dimmed)';
const ghostDashes = ['4 2', '1 3', '8 3', '8 3 1 3', '12 4', '2 2'];
const nothing = { series: emptySeries, gradients: noGradients, epochs: [], log: [] };

const noteRun: ShownRun['run'] = {
  ...nothing,
  epochs: noteGhost.epochs.map((epoch) => ({
    ...{ type: 'epoch', runId: 'note', epochs: noteGhost.epochs.length, ...epoch },
    ...{ step: Number.NaN, learningRate: Number.NaN, imagesPerSecond: Number.NaN },
  })),
};

const ghosts: Readonly<Record<GhostId, Omit<ShownRun, 'name'>>> = Object.fromEntries(
  (['note', ...paperGhosts.levels] as const).map((ghost, i) => {
    const look = { kind: 'ghost', colour: ghostColour, dash: ghostDashes[i] } as const;
    if (ghost === 'note') return ['note', { id: 'note', ...look, run: noteRun }];
    return [ghost.model, { id: ghost.model, ...look, run: nothing, level: ghost.testAccuracy }];
  }),
) as Record<GhostId, Omit<ShownRun, 'name'>>;

/** What is drawn, the page's own run last, on top of the others. */
export function shownRuns(
  run: Run | undefined,
  { runs, loaded, ghosts: ids }: Pick<RunsState, 'runs' | 'loaded' | 'ghosts'>,
  ghostName: (id: GhostId) => string,
): ShownRun[] {
  const kept = runs.filter(({ id, shown }) => shown && id !== run?.id).map(shownRecord);
  const shown = [...ids.map((id) => ({ ...ghosts[id], name: ghostName(id) })), ...kept];
  if (!run) return shown;
  const record = runs.find(({ id }) => id === run.id);
  // A run without a record was deleted, unless the records are still to come.
  if (record ? !record.shown : loaded) return shown;
  const { id } = run;
  return [...shown, { id, name: record?.name ?? '', kind: 'current', ...runLook(record?.colour ?? 0), run }];
}
