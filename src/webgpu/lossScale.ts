/** Loss scaling of an engine that stores feature maps as halves: the state on the device, and what a step records. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { LossScaling } from '../nn/engine.ts';
import type { TrainingBackend } from './backend.ts';
import { moveScale, scalingFields, unscale, unscaleThreads } from './kernels/lossScale.ts';
import type { ParameterStore, Window } from './parameterStore.ts';
import { newRegion } from './region.ts';

/**
 * The scale of the first step. Gradients of the mean loss by feature maps are below 0.1 in the networks of this project
 * from the first step on; 2¹³ keeps those below 8 finite and loses only what is below 10⁻¹¹.
 */
export const firstScale = 2 ** 13;
const first: LossScaling = { scale: firstScale, steady: 0 };

export class LossScale {
  /** See `scalingFields`. Kernels that multiply by the scale read its first element. */
  readonly tensor: TensorInfo;
  private readonly region: ReturnType<typeof newRegion>;

  constructor(private readonly backend: TrainingBackend) {
    const size = 4 * scalingFields.length;
    this.region = newRegion(backend.device, 'loss scale', size);
    this.tensor = backend.view(this.region, [scalingFields.length]);
    this.start();
  }

  /** Starts anew, or where another has come to. */
  start({ scale, steady }: LossScaling = first): void {
    this.backend.device.queue.writeBuffer(this.region.buffer, 0, new Float32Array([scale, 0, steady, 0]));
  }

  /** Scale, overflow of the last step, steps since the scale changed, steps skipped. Waits for the device. */
  async read(): Promise<Record<(typeof scalingFields)[number], number>> {
    const values = new Float32Array(await this.backend.readRegion(this.region));
    const [scale = 0, overflow = 0, steady = 0, skipped = 0] = values;
    return { scale, overflow, steady, skipped };
  }

  /** Records that the flat gradients in some windows become those of the loss itself, and how the scale moves. */
  record(store: ParameterStore, windows: readonly Window[]): void {
    const { backend, tensor } = this;
    for (const [i, window] of windows.entries()) {
      const count = window.bytes / 4;
      const gradients = store.windowTensor('gradients', window);
      const signs = backend.makeTensorInfo([unscaleThreads(count)], 'float32');
      backend.run(unscale(count), [tensor, gradients, signs]);
      const place = { first: i === 0, last: i === windows.length - 1 };
      backend.run(moveScale(unscaleThreads(count), place), [signs, tensor]);
      for (const t of [gradients, signs]) backend.disposeData(t.dataId);
    }
  }

  dispose(): void {
    this.backend.disposeData(this.tensor.dataId);
    this.region.buffer.destroy();
  }
}
