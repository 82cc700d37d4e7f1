/** What is told of every block: which numbers there are, where they come from in a frame, and how they went by stage. Pure. */
import type { StagePoint, StageSeries } from '../../storage/runRecord.ts';
import type { Frame } from '../../training/frames.ts';
import type { RunConfig } from '../../training/settings.ts';
import { type BlockVitals, stageOf } from '../../training/vitals.ts';
import { append, type Merge } from './series.ts';

/** The share of pictures that a linear probe tells right; the size of the branch over that of the shortcut; and what vitals have. */
export const measures = ['probe', 'branch', 'gradient', 'mean', 'deviation', 'dead', 'update'] as const;
export type Measure = (typeof measures)[number];

/** A measure of a run as lines by stage over its epochs: what a chart needs to draw it. */
export interface StageLines {
  /** What is drawn, in words. */
  readonly label: string;
  readonly measure: Measure;
  readonly runId: string;
  readonly config: RunConfig;
  readonly stages: StageSeries;
  /** The one that all views show: it is marked, and its values are told. */
  readonly epoch: number;
}

/** The numbers of one block in one frame. */
export interface BlockRow {
  /** `stem`, or a block such as `layer1.0`. */
  readonly name: string;
  /** Absent is what the frame does not have, the block cannot have, or is no number. */
  readonly values: Readonly<Partial<Record<Measure, number>>>;
  /** Probe accuracy less that of the block before, 0…1. */
  readonly gain?: number | undefined;
}

export type Measured = Pick<Frame, 'vitals' | 'probes'>;

const valuesOf = (look: BlockVitals | undefined, probe: number | undefined): BlockRow['values'] => {
  const { branchScale = Number.NaN, shortcutScale = Number.NaN } = look ?? {};
  const all: Record<Measure, number | undefined> = {
    probe,
    branch: branchScale / shortcutScale,
    gradient: look?.gradientNorm,
    mean: look?.activationMean,
    deviation: look?.activationDeviation,
    dead: look?.deadChannels,
    update: look?.updateRatio,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => Number.isFinite(value)));
};

/** A row for each of these: `stem` and every block, in the order of the forward pass. */
export function blockRows({ vitals, probes = [] }: Measured, names: readonly string[]): BlockRow[] {
  const looks = new Map(vitals?.blocks.map((block) => [block.name, block]));
  const accuracies = new Map(probes.map(({ name, accuracy }) => [name, accuracy]));
  let before: number | undefined;
  return names.map((name) => {
    const values = valuesOf(looks.get(name), accuracies.get(name));
    const gain = values.probe === undefined || before === undefined ? undefined : values.probe - before;
    before = values.probe;
    return { name, values, gain };
  });
}

/** By stage, in the order of the rows, the mean of a measure over the stage's blocks; stages without a number are left out. */
function stageMeans(rows: readonly BlockRow[], measure: Measure): Record<string, number> {
  const stages = new Map<string, number[]>();
  for (const { name, values } of rows) {
    const value = values[measure];
    if (value !== undefined) stages.set(stageOf(name), [...(stages.get(stageOf(name)) ?? []), value]);
  }
  return Object.fromEntries(
    [...stages].map(([stage, all]) => [stage, all.reduce((a, b) => a + b, 0) / all.length]),
  );
}

/** Points kept at most: as many as a chart draws. Even. */
const stageLimit = 300;
export const noStages: StageSeries = { points: [], stride: 1, open: 0 };

/** The mean of what both have, weighed by their frames; what only one has stays. */
const merge: Merge<StagePoint> = (a, b) => {
  const frames = a.frames + b.frames;
  const merged = (measure: string, stage: string, value: number) =>
    ((a.means[measure]?.[stage] ?? value) * a.frames + value * b.frames) / frames;
  const means = Object.entries(b.means).map(([measure, values]) => {
    const both = Object.entries(values).map(([stage, value]) => [stage, merged(measure, stage, value)]);
    return [measure, { ...a.means[measure], ...Object.fromEntries(both) }];
  });
  return { ...b, means: { ...a.means, ...Object.fromEntries(means) }, frames };
};

/** The series with one more frame. Of an epoch that comes again only the newest stays. */
export function appendFrame(
  series: StageSeries,
  { epoch, step, vitals, probes }: Pick<Frame, 'epoch' | 'step'> & Measured,
  limit = stageLimit,
): StageSeries {
  const names = (probes ?? vitals?.blocks ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== 'classifier');
  const rows = blockRows({ vitals, probes }, names);
  const means = measures.map((measure) => [measure, stageMeans(rows, measure)] as const);
  const told = means.filter(([, values]) => Object.keys(values).length > 0);
  if (told.length === 0) return series;
  const points = series.points.filter((point) => point.epoch < epoch);
  const before = points.length === series.points.length ? series : { ...series, points, open: series.stride };
  return append(before, { epoch, step, means: Object.fromEntries(told), frames: 1 }, merge, limit);
}
