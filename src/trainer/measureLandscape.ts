/**
 * Measures the loss landscape of a network that nobody trains: point by point from coarse to fine, each the loss of the moved weights on
 * the same pictures, in evaluation mode. So batch norm keeps the running statistics of the centre, as in the code of Li et al. (2018).
 */
import { childController } from '../base/retry.ts';
import { type Dataset, gathered, type PictureStream } from '../data/pictures.ts';
import { addTotals, noTotals } from '../formats/checkpoint.ts';
import { displaced } from '../nn/directions.ts';
import type { Engine, EngineState, ImageBatch, NamedTensor, Totals } from '../nn/engine.ts';
import { settled } from '../nn/slots.ts';
import { datasetOf, specOf } from '../training/config.ts';
import type { DeviceInfo } from '../training/events.ts';
import {
  gridOrder,
  type Landscape,
  type LandscapeGround,
  type LandscapePlan,
  type LandscapePoint,
  type LandscapePoints,
  levelCounts,
  placeOf,
} from '../training/landscape.ts';
import { evaluationBatchSize } from '../training/memory.ts';
import type { RunConfig } from '../training/settings.ts';
import { type Now, systemNow } from './clock.ts';
import { createEngine } from './engines.ts';
import { yieldToEventLoop } from './eventLoop.ts';
import { InFlightWindow } from './inFlight.ts';
import { type KeptPath, planeOf } from './landscapePlane.ts';
import type { DataRequest } from './openRun.ts';

/** What is told on the way. */
export interface LandscapeProgress {
  /** Points known, of how many, those from before included. */
  readonly done: number;
  readonly total: number;
  /** Told once, before the first points. */
  readonly ground?: LandscapeGround;
  readonly points?: LandscapePoints;
}

export interface LandscapeOptions {
  /** Its network must be that of the weights. */
  readonly config: RunConfig;
  readonly state: EngineState;
  readonly plan: LandscapePlan;
  /** Of the run that the weights are of, for the plane of its path. */
  readonly path?: KeptPath;
  /** Points in the grid's order that are known from before. Default: none. */
  readonly known?: number;
  readonly device: DeviceInfo;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  /** Ends the work between two points. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LandscapeProgress) => void;
  readonly now?: Now;
}

/** How many pictures a point is measured on: a data set may have fewer than were asked for. */
const picturesOf = (config: RunConfig, { split, pictures }: LandscapePlan): number =>
  Math.min(pictures, datasetOf(config).images[split]);

/** The first pictures of the plan's split, in batches that the device takes. */
async function batchesOf(
  { config, plan, openData, signal }: LandscapeOptions,
  batchSize: number,
): Promise<{ readonly data: Dataset; readonly batches: readonly ImageBatch[] }> {
  const { controller, release } = childController(signal);
  try {
    const { dataset } = config;
    const most = picturesOf(config, plan);
    const [trainImages, testImages] = plan.split === 'train' ? [most, 1] : [0, most];
    const data = await openData({ dataset, seed: 1, trainImages, testImages, signal: controller.signal });
    const pictures: PictureStream = data[plan.split];
    await pictures.arrived(pictures.size);
    const batches = Array.from({ length: Math.ceil(pictures.size / batchSize) }, (_, k) => {
      const count = Math.min(batchSize, pictures.size - k * batchSize);
      return gathered(
        pictures,
        Int32Array.from({ length: count }, (_, i) => k * batchSize + i),
      );
    });
    return { data, batches };
  } finally {
    release();
    // Nothing else of the data set is of use here.
    controller.abort();
  }
}

const pointOf = ({ loss, correct, images }: Totals): LandscapePoint => ({
  loss: loss / images,
  accuracy: correct / images,
});

/** Moves the network to a place of the plane and measures it there. Enqueued when this returns. */
function measured(
  engine: Engine,
  weights: readonly NamedTensor[],
  batches: readonly ImageBatch[],
): Promise<LandscapePoint> {
  engine.importState({ weights, slots: [], steps: 0 });
  // A sum of few numbers each, so that it does not depend on how many pictures there are.
  const parts = batches.map((batch) => {
    engine.evaluateBatch(batch);
    return engine.readEvaluationTotals();
  });
  return Promise.all(parts).then((totals) => pointOf(totals.reduce(addTotals, noTotals)));
}

/** Points that are told of together at most so often, in seconds: whoever draws them has time to. */
const often = 0.25;

interface Teller {
  readonly add: (point: LandscapePoint) => void;
  readonly flush: () => void;
  readonly all: () => Pick<Landscape, 'losses' | 'accuracies'>;
}

/** Tells of points in their order, several at a time where they come fast; of the last of the coarsest grid at once. */
function createTeller(
  { plan, known = 0, onProgress, now = systemNow }: LandscapeOptions,
  total: number,
): Teller {
  const found: LandscapePoint[] = [];
  const [first] = levelCounts(plan.size);
  let toldOf = 0;
  let last = now();
  const columns = (points: readonly LandscapePoint[]) => ({
    losses: Float32Array.from(points, ({ loss }) => loss),
    accuracies: Float32Array.from(points, ({ accuracy }) => accuracy),
  });
  const flush = () => {
    if (toldOf === found.length) return;
    const points = { from: known + toldOf, ...columns(found.slice(toldOf)) };
    toldOf = found.length;
    last = now();
    onProgress?.({ done: known + toldOf, total, points });
  };
  return {
    add(point) {
      found.push(point);
      if (known + found.length === first || now() - last >= often) flush();
    },
    flush,
    all: () => columns(found),
  };
}

/**
 * @returns all that is known by the end: fewer points than the grid has where its time was over.
 * @throws ProblemError where the plane of a path is asked for and too little of one is kept; Error with one sentence when the weights are
 *   of another network, or the signal's reason.
 */
export async function measureLandscape(options: LandscapeOptions): Promise<Landscape> {
  const { config, plan, device, known = 0, signal, onProgress, now = systemNow } = options;
  // Of averaged weights the averages: what the run itself tests.
  const { weights } = settled(options.state);
  const plane = planeOf(plan, weights, options.path);
  const begun = now();
  const spec = specOf(config);
  const batchSize = Math.min(evaluationBatchSize(spec), picturesOf(config, plan));
  const { data, batches } = await batchesOf(options, batchSize);
  signal?.throwIfAborted();
  // Each picture as it is, whatever the run's own tests do.
  const engine = createEngine({ ...config, mirrorTest: false }, data, device);
  const inFlight = new InFlightWindow();
  let teller: Teller | undefined;
  try {
    for (const count of new Set(batches.map(({ labels }) => labels.length)))
      await engine.warmUpEvaluation(count);
    signal?.throwIfAborted();
    const order = gridOrder(plan.size);
    const [first = order.length] = levelCounts(plan.size);
    const ground: LandscapeGround = {
      plan,
      ...plane.ground,
      centre: await measured(engine, weights, batches),
    };
    const told = createTeller(options, order.length);
    onProgress?.({ done: known, total: order.length, ground });
    teller = told;
    for (const [i, point] of order.subarray(known).entries()) {
      await inFlight.room();
      await yieldToEventLoop();
      signal?.throwIfAborted();
      if (plan.seconds !== undefined && known + i >= first && now() - begun >= plan.seconds) break;
      const moved = displaced(weights, plane.directions, placeOf(point, ground));
      inFlight.add(measured(engine, moved, batches).then(told.add));
    }
    await inFlight.end();
    return { ...ground, ...told.all() };
  } finally {
    // Also when it is cut short: nothing is on its way when the engine is disposed of.
    await inFlight.end().catch(() => {});
    teller?.flush();
    engine.dispose();
  }
}
