/**
 * The WGSL that a network may run on a kind of device: all that its recorded steps dispatch, and every candidate for each
 * of its convolutions with the variants that add and that reduce. Works without any device: the engine records on one that does nothing.
 */
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { StepSettings } from '../../src/training/settings.ts';
import type { Storage } from '../../src/training/storage.ts';
import type { TapRequest } from '../../src/training/taps.ts';
import type { TrainingBackend } from '../../src/webgpu/backend.ts';
import { convPlan } from '../../src/webgpu/convPlan.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import type { Kernel } from '../../src/webgpu/kernel.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { variantsOf } from '../../src/webgpu/variants.ts';
import { onIdleDevice } from './idleBackend.ts';
import type { DeviceKind } from './idleDevice.ts';

/** Names of kernels by their WGSL, so that each text counts once. */
export type Shaders = Map<string, string>;

export interface Case {
  readonly spec: ModelSpec;
  readonly batch: number;
  readonly settings: readonly StepSettings[];
  readonly device: DeviceKind;
  /** How feature maps are stored. Default: float32. */
  readonly storage?: Storage;
}

/** Looks at everything, by either kind of statistics, with a gradient that reaches the stem. */
const looks = (['evaluation', 'training'] as const).map(
  (mode): TapRequest => ({
    mode,
    pooled: true,
    sizes: true,
    maps: [{ block: 'layer1.0', of: 'sum' }],
    gradient: { block: 'stem', classes: [] },
  }),
);

/** The WGSL of training with each of the settings, of evaluation, of logits, of taps, and of the tuner's candidates. */
export const shadersOf = ({ spec, batch, settings, storage, device }: Case): Promise<Shaders> =>
  onIdleDevice(device, async (backend, { shaders }) => {
    const options = {
      spec,
      seed: 1,
      init: 'pytorch',
      mean: [0.5, 0.5, 0.5],
      std: [0.2, 0.2, 0.2],
      storage,
      precision: 'fast',
    } as const;
    const engine = createFusedEngine(options);
    for (const each of settings) await engine.warmUp(batch, each, () => undefined);
    const images = new Uint8Array(batch * spec.inputSize ** 2 * 3);
    engine.evaluateBatch({ images, labels: new Int32Array(batch) });
    await engine.warmUpLogits(batch);
    for (const look of looks) await engine.warmUpTaps(batch, look);
    engine.dispose();
    for (const kernel of candidatesOf(spec, batch, backend, storage)) shaders.set(kernel.code, kernel.name);
    return shaders;
  });

/** Every candidate of every convolution, with the variants that add and that reduce. */
function candidatesOf(
  spec: ModelSpec,
  batch: number,
  { traits }: TrainingBackend,
  storage?: Storage,
): Kernel[] {
  return tuningTasks(structureOf(spec), batch, { storage, precision: 'fast' }).flatMap(({ shape, pass }) =>
    variantsOf(shape, pass, traits).flatMap((variant) =>
      convPlan(shape, pass, variant).dispatches.flatMap(({ kernel }) => {
        const adding = kernel.withAddend?.();
        const reducing = [
          kernel.withStatistics?.(),
          kernel.withReduction?.('z'),
          adding?.withReduction?.('y'),
        ].map((r) => r?.kernel);
        return [kernel, adding, ...reducing].filter((k) => k !== undefined);
      }),
    ),
  );
}
