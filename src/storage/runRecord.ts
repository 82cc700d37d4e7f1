/**
 * The record of a run: what the browser stores of it when its page is gone, curves included. Types and limits alone; every
 * record that is read is checked by `runRecordSchema.ts`, which is loaded with the database, and what can be said of
 * a record is in `state/runs.ts`.
 */
import type { DeviceInfo, EventOf, StepEvent } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';

/** A curve in bounded memory, whose points are of kind P; see `append` in `state/series.ts`. */
export interface Thinning<P> {
  readonly points: readonly P[];
  /** Events that one full point holds. */
  readonly stride: number;
  /** Events in the last point, 1…stride; 0 where there is none. */
  readonly open: number;
}

/**
 * What is recorded of every step, by its name in `StepEvent`, and what stands for two neighbours that are merged: the mean over
 * their steps, or the later one. A metric that is added here is recorded, stored and exported, and charts may draw it.
 */
export const stepMetricMerges = {
  trainLoss: 'mean',
  trainAccuracy: 'mean',
  learningRate: 'later',
  imagesPerSecond: 'mean',
} as const satisfies { readonly [metric in keyof StepEvent]?: 'mean' | 'later' };
export type StepMetric = keyof typeof stepMetricMerges;
export const stepMetrics = Object.keys(stepMetricMerges) as StepMetric[];

export interface SeriesPoint extends Readonly<Record<StepMetric, number>> {
  /** The last step that the point stands for. */
  readonly step: number;
  readonly epoch: number;
  /** Seconds of training up to the step, evaluations included and pauses not; NaN where nobody knows. */
  readonly seconds: number;
  /** The lowest and the highest loss that was merged into the mean, so that a spike stays to be seen. */
  readonly lossLow: number;
  readonly lossHigh: number;
  /** Steps that the means are over. */
  readonly steps: number;
}
/** The training curve. */
export type Series = Thinning<SeriesPoint>;

export interface GradientPoint {
  /** The last step that the point stands for. */
  readonly step: number;
  readonly epoch: number;
  /** Gradient norms by stage, `stem` first and `classifier` last; means over the looks. */
  readonly norms: Readonly<Record<string, number>>;
  /** Looks that the means are over. */
  readonly looks: number;
}
export type GradientSeries = Thinning<GradientPoint>;

/** What the frame of an epoch tells of every stage. */
export interface StagePoint {
  /** The last step that the point stands for. */
  readonly step: number;
  readonly epoch: number;
  /** By measure (`state/blockMeasures.ts`) and stage: means over the stage's blocks, and over the frames. */
  readonly means: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Frames that the means are over. */
  readonly frames: number;
}
export type StageSeries = Thinning<StagePoint>;

/** Points of a curve at most. Even, so that points can be merged in pairs. */
export const seriesLimit = 2000;
/** Characters at most. */
export const nameLimit = 40;
export const noteLimit = 2000;

export interface RunRecord {
  readonly id: string;
  readonly name: string;
  /** Which colour and dash, see `runLook`; counted without end. */
  readonly colour: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** As it was at the start; what was changed by hand later is in `changes`. */
  readonly config: RunConfig;
  readonly device?: DeviceInfo;
  readonly totalSteps: number;
  readonly step: number;
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly series: Series;
  readonly gradients: GradientSeries;
  /** Absent in records of earlier versions. */
  readonly stages?: StageSeries;
  readonly epochs: readonly EventOf<'epoch'>[];
  readonly changes: readonly EventOf<'change'>[];
  /** Where it broke down and went on by itself. */
  readonly recoveries: readonly EventOf<'recovery'>[];
  /** The tab that trained it last: only that one says how far it is. Absent in records of earlier versions. */
  readonly tab?: string;
  /** Missing while the run is under way, and for good where its page went before it. */
  readonly end?: EventOf<'end'>;
  readonly note: string;
  readonly pinned: boolean;
  /** Whether its curves are drawn. */
  readonly shown: boolean;
}
