/**
 * The speeds at which this device has trained so far, from benchmarks and runs. The estimate takes the time of other
 * networks from them. The browser stores them.
 */
import type { StoreApi } from 'zustand/vanilla';
import { summaryOf } from '../../model/summary.ts';
import { specOf } from '../../training/config.ts';
import { type DeviceInfo, engineFor } from '../../training/events.ts';
import type { RunConfig } from '../../training/settings.ts';
import { createPersisted, parsedJson, type TextStorage } from '../storage/persisted.ts';
import type { PageState } from './page.ts';
import type { Run } from './run.ts';

export interface Speed {
  /** Backend and name of the device. */
  readonly device: string;
  readonly engine: RunConfig['engine'];
  /** Multiply-accumulates of one picture, forward: which network it was, as far as time depends on it. */
  readonly macs: number;
  readonly imagesPerSecond: number;
}

/** Networks remembered, the last measured ones. */
const limit = 60;

export const deviceKey = ({ backend, name }: Pick<DeviceInfo, 'backend' | 'name'>): string =>
  `${backend} ${name}`;

/** True where both tell of one network on one engine and device. */
const sameSubject = (a: Speed, b: Speed): boolean =>
  a.device === b.device && a.engine === b.engine && a.macs === b.macs;

/** The list with one more speed, which replaces an older one of its network. Newest last. */
export const noteSpeed = (speeds: readonly Speed[], speed: Speed): readonly Speed[] =>
  [...speeds.filter((known) => !sameSubject(known, speed)), speed].slice(-limit);

/** The speed of the network nearest in cost, on the same engine and device. */
export function nearestSpeed(
  speeds: readonly Speed[],
  wanted: Pick<Speed, 'device' | 'engine' | 'macs'>,
): Speed | undefined {
  const distance = ({ macs }: Speed): number => Math.abs(Math.log(macs / wanted.macs));
  return speeds
    .filter(({ device, engine }) => device === wanted.device && engine === wanted.engine)
    .reduce<Speed | undefined>(
      (best, speed) => (best && distance(best) <= distance(speed) ? best : speed),
      undefined,
    );
}

/** Operations of training on one picture: a forward pass and two like it back, two operations a multiply-accumulate. */
export const flopsOf = (macs: number): number => 6 * macs;

/** Billions of operations a second that kinds of device reach at about the least: what is assumed of one never measured. */
const assumedGflops = {
  software: { fused: 4, stock: 1 },
  webgpu: { fused: 400, stock: 100 },
  webgl: { fused: 60, stock: 60 },
  cpu: { fused: 0.3, stock: 0.3 },
} as const;

/** Pictures a second that a network is assumed to train on, where nothing was measured on the device. */
export function assumedSpeed(
  { backend, software }: Pick<DeviceInfo, 'backend' | 'software'>,
  engine: RunConfig['engine'],
  macs: number,
): number {
  const kind = backend === 'webgpu' && software ? 'software' : backend;
  return (1e9 * assumedGflops[kind][engine]) / flopsOf(macs);
}

const isSpeed = (value: unknown): value is Speed => {
  const { device, engine, macs, imagesPerSecond } = (value ?? {}) as Partial<Record<keyof Speed, unknown>>;
  const positive = (n: unknown) => typeof n === 'number' && Number.isFinite(n) && n > 0;
  return (
    typeof device === 'string' &&
    (engine === 'fused' || engine === 'stock') &&
    positive(macs) &&
    positive(imagesPerSecond)
  );
};

export interface SpeedsState {
  /** Newest last. */
  readonly speeds: readonly Speed[];
}

/** The speeds in a stored state; what is not one of ours is left out. */
export function speedsFrom(stored: unknown): SpeedsState {
  const { speeds } = Object(stored) as Record<keyof SpeedsState, unknown>;
  return { speeds: Array.isArray(speeds) ? speeds.filter(isSpeed).slice(-limit) : [] };
}

/** Steps after which a run's speed tells something; what an epoch tells later replaces it. */
const tellingSteps = 20;

/** Steps of a run that its curve covers: those that this page saw. */
const stepsSeen = (run: Run | undefined): number =>
  run?.series.points.reduce((sum, { steps }) => sum + steps, 0) ?? 0;

/** Whether a run has just done the steps that tell of its speed. Long curves are not counted again and again. */
function justTells(run: Run, before: Run | undefined): boolean {
  if (run.epochs.length > 0 || run.id !== before?.id || before.series.points.length > tellingSteps)
    return false;
  return stepsSeen(before) < tellingSteps && stepsSeen(run) >= tellingSteps;
}

/** Speeds that became known between two states of the page: of a measurement's reports, of a run's first steps and epochs. */
function speedsBetween(state: PageState, before: PageState): readonly Speed[] {
  const { device, bench, run } = state;
  const measured: Speed[] = [];
  if (device && bench && bench.reports !== before.bench?.reports) {
    bench.reports.forEach(({ results }, i) => {
      const model = bench.models[i];
      if (!model || before.bench?.reports[i]) return;
      const { macs } = summaryOf(model.spec);
      for (const { engine, imagesPerSecond } of results)
        measured.push({ device: deviceKey(device), engine, macs, imagesPerSecond });
    });
  }
  const epoch = run?.epochs[run.epochs.length - 1];
  const imagesPerSecond =
    epoch && run?.epochs !== before.run?.epochs
      ? epoch.imagesPerSecond
      : run && justTells(run, before.run)
        ? run.imagesPerSecond
        : undefined;
  // A step of which a part is frozen tells nothing of a whole one.
  if (run?.device && imagesPerSecond && run.config.freeze === 0) {
    const { macs } = summaryOf(specOf(run.config));
    const engine = engineFor(run.config.engine, run.device);
    measured.push({ device: deviceKey(run.device), engine, macs, imagesPerSecond });
  }
  return measured.filter(isSpeed);
}

export type SpeedsStore = StoreApi<SpeedsState>;

/** Follows a page's store for as long as both live. */
export function followSpeeds(page: StoreApi<PageState>, storage: TextStorage): SpeedsStore {
  const store = createPersisted<SpeedsState, SpeedsState>(
    { speeds: [] },
    {
      storage,
      name: 'speeds',
      select: (state) => state,
      restore: speedsFrom,
      // Up to 217e12d the list alone stood under the same name.
      earlier: (text) => ({ speeds: parsedJson(text('speeds')) }),
    },
  );
  page.subscribe((state, before) => {
    const speeds = speedsBetween(state, before);
    if (speeds.length > 0) store.setState({ speeds: speeds.reduce(noteSpeed, store.getState().speeds) });
  });
  return store;
}
