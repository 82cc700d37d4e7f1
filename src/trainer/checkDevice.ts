/**
 * Whether the fused engine computes right on the device at hand: a few training steps against numbers that PyTorch computed in
 * float64 (checkNumbers.json, written by tests/golden/check.py) from the same drawn weights and pictures.
 *
 * Small networks are held to all their results, with the kernels that the device would train with and with each other family
 * that its convolutions can be computed by. Networks at the size in which people train use the tuned kernels, whose
 * table knows whole shapes only; the large ones are held to what rounding hardly moves (see check.py).
 */
import { modelName, presetOf } from '../model/presets.ts';
import type { ModelSpec } from '../model/spec.ts';
import { structureOf } from '../model/structure.ts';
import { drawnBatch, drawnWeights, type Extract, extractOf } from '../nn/draws.ts';
import * as tf from '../nn/tf.ts';
import { ProblemError } from '../problems/index.ts';
import { stepSettings } from '../training/config.ts';
import type { CheckedNetwork } from '../training/deviceCheck.ts';
import { defaultConfig, type StepSettings } from '../training/settings.ts';
import type { TrainingBackend } from '../webgpu/backend.ts';
import { createFusedEngine } from '../webgpu/fusedEngine.ts';
import { trainingBackend } from '../webgpu/ops/tensors.ts';
import { type TuningTask, tuningTasks } from '../webgpu/tuningTasks.ts';
import { chooseVariant, type TuningTable, tuningKey, type Variant, variantsOf } from '../webgpu/variants.ts';
import stored from './checkNumbers.json';

/** Norm and signed sum, see `extractOf`; the norm alone where rounding moves the other. */
type Kept = readonly [norm: number, signed?: number];

/** A network and what PyTorch makes of it. */
export interface CheckCase {
  readonly name: string;
  readonly seed: number;
  readonly spec: ModelSpec;
  readonly batch: number;
  readonly settings: StepSettings;
  readonly limit: number;
  readonly numbers: {
    /** Of each training step. */
    readonly losses: readonly number[];
    /** Of the first step. */
    readonly logits: Kept;
    readonly gradients: Readonly<Record<string, Kept>>;
    /** Logits after the last step, with running statistics. */
    readonly evaluation?: Kept;
  };
}

/** As people train. */
const { precision } = defaultConfig;

/** Settings that are younger than the numbers have their defaults, with which nothing is done. */
const cases = (stored as unknown as readonly CheckCase[]).map((one) => ({
  ...one,
  settings: { ...stepSettings(defaultConfig), ...one.settings },
}));

/** Networks that nobody trains: odd widths, few pixels. */
export const smallCases: readonly CheckCase[] = cases.filter(({ spec }) => presetOf(spec) === undefined);

/** The numbers for a network at a batch size, where there are any. */
export const caseFor = (spec: ModelSpec, batchSize: number): CheckCase | undefined =>
  cases.find(
    (c) =>
      c.batch === batchSize &&
      modelName(c.spec) === modelName(spec) &&
      c.spec.inputSize === spec.inputSize &&
      c.spec.classes === spec.classes &&
      c.spec.shortcut === spec.shortcut &&
      c.spec.norm === spec.norm,
  );

/** Difference over the norm of what is expected. NaN where the result is not finite. */
function deviationOf({ norm, signed }: Extract, [rightNorm, rightSigned]: Kept): number {
  const bySign = rightSigned === undefined ? 0 : Math.abs(signed - rightSigned);
  return Math.max(Math.abs(norm - rightNorm), bySign) / rightNorm;
}

/** The furthest of the results of a network, and its name. */
interface Deviation {
  readonly of: string;
  readonly deviation: number;
}

async function deviations(
  { seed, spec, batch: n, settings, numbers }: CheckCase,
  signal?: AbortSignal,
): Promise<Deviation[]> {
  // Weights and pictures are given, so neither the seed nor the normalisation matters.
  const engine = createFusedEngine({
    spec,
    precision,
    seed: 1,
    init: 'pytorch',
    mean: [0, 0, 0],
    std: [1, 1, 1],
  });
  try {
    engine.importState({ weights: drawnWeights(seed, spec), slots: [], steps: 0 });
    const batch = drawnBatch(seed, n, spec);
    const { graph } = engine.trainingStep('pixels', n, settings);
    await trainingBackend(tf.backend()).pipelines.compile(graph.kernels, { signal });
    const { loss, logits, gradients } = await engine.inspectStep(batch, settings);
    const losses = [loss];
    await engine.readTrainTotals();
    while (losses.length < numbers.losses.length) {
      signal?.throwIfAborted();
      engine.trainStep(batch, settings);
      losses.push((await engine.readTrainTotals()).loss / n);
    }
    const found: Deviation[] = numbers.losses.map((right, i) => ({
      of: `loss of step ${i + 1}`,
      deviation: Math.abs((losses[i] ?? Number.NaN) - right) / right,
    }));
    found.push({ of: 'logits', deviation: deviationOf(extractOf('logits', logits), numbers.logits) });
    const byName = new Map(gradients.map(({ name, data }) => [name, data]));
    for (const [name, kept] of Object.entries(numbers.gradients)) {
      const data = byName.get(name) ?? new Float32Array([Number.NaN]);
      found.push({ of: `gradient of ${name}`, deviation: deviationOf(extractOf(name, data), kept) });
    }
    if (numbers.evaluation) {
      const evaluated = extractOf('evaluation', await engine.logits(batch));
      found.push({ of: 'logits in evaluation', deviation: deviationOf(evaluated, numbers.evaluation) });
    }
    return found;
  } finally {
    engine.dispose();
  }
}

const familyOf = (v: Variant): string => v.family;

/**
 * For each pass the first variant of the family at a place among all that it has, or the one that is chosen anyway: with as many
 * tables as the longest list, every family of every pass is used.
 */
function otherTable(backend: TrainingBackend, tasks: readonly TuningTask[], place: number): TuningTable {
  const { traits, tuning } = backend;
  return new Map(
    tasks.flatMap(({ shape, pass }) => {
      const chosen = chooseVariant(shape, pass, traits, tuning);
      const variants = variantsOf(shape, pass, traits);
      const others = [...new Set(variants.map(familyOf))].filter((family) => family !== chosen.family);
      const other = variants.find((v) => v.family === others[place]);
      return other ? [[tuningKey(shape, pass), other] as const] : [];
    }),
  );
}

/** Checks one network with the kernels that the backend's table chooses. */
export async function checkNetwork(checked: CheckCase, signal?: AbortSignal): Promise<CheckedNetwork> {
  const { spec, batch, limit } = checked;
  const { traits, tuning } = trainingBackend(tf.backend());
  const used = tuningTasks(structureOf(spec), batch, { precision }).map(({ shape, pass }) =>
    chooseVariant(shape, pass, traits, tuning),
  );
  const found = await deviations(checked, signal);
  const size = ({ deviation }: Deviation): number =>
    Number.isFinite(deviation) ? deviation : Number.POSITIVE_INFINITY;
  const worst = found.reduce((a, b) => (size(b) > size(a) ? b : a));
  return {
    name: checked.name,
    batchSize: batch,
    families: [...new Set(used.map(familyOf))],
    limit,
    ...worst,
  };
}

/** A family that the device cannot compile or is too small for is never trained with, so it cannot be wrong. */
const isUnusable = (error: unknown): boolean =>
  error instanceof ProblemError && ['kernel-not-compiled', 'beyond-limits'].includes(error.problem.kind);

/**
 * Checks small networks with every family of kernels that the backend's table does not choose. Leaves that table as it was.
 * @param deadline No other check is begun that would probably end later, on the clock of `performance.now`.
 * @throws the signal's reason when that was given.
 */
export async function checkOtherFamilies(
  onResult: (checked: CheckedNetwork) => void,
  deadline: number,
  signal?: AbortSignal,
  networks = smallCases,
): Promise<void> {
  const backend = trainingBackend(tf.backend());
  const table = backend.tuning;
  let lastMs = 0;
  try {
    for (const checked of networks) {
      const tasks = tuningTasks(structureOf(checked.spec), checked.batch, { precision });
      for (let place = 0; ; place++) {
        const other = otherTable(backend, tasks, place);
        if (other.size === 0) break;
        signal?.throwIfAborted();
        const started = performance.now();
        if (started + lastMs > deadline) return;
        backend.tuning = new Map([...table, ...other]);
        try {
          onResult(await checkNetwork(checked, signal));
        } catch (error) {
          if (!isUnusable(error)) throw error;
        }
        backend.tuning = table;
        lastMs = performance.now() - started;
      }
    }
  } finally {
    backend.tuning = table;
  }
}
