/** Copies of the weights of convolutions as halves, made anew at the start of every step from the float32 masters. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Network } from '../nn/network.ts';
import type { TrainingBackend } from './backend.ts';
import { packHalves } from './kernels/packHalves.ts';
import type { ParameterStore } from './parameterStore.ts';
import type { Recorder } from './recorder.ts';
import { storageFor } from './storage.ts';

/**
 * Records the copying, and lets convolutions read the copies.
 * @returns tensors to dispose of after the recording.
 */
export function recordCopies(
  backend: TrainingBackend,
  recorder: Recorder,
  network: Network,
  store: ParameterStore,
): TensorInfo[] {
  const views: TensorInfo[] = [];
  const halves = (view: TensorInfo): TensorInfo => {
    recorder.setStorage(view, 'float16');
    views.push(view);
    return view;
  };
  for (const window of store.windows()) {
    const copies = store.copiesTensor(window);
    if (!copies) continue;
    const { offset, decayCount } = window;
    const values = store.windowTensor('values', { offset, bytes: 4 * decayCount });
    views.push(values);
    backend.run(packHalves(decayCount), [values, halves(copies)]);
  }
  for (const { info, variable } of network.trainable) {
    const channels = variable.shape.at(-1) ?? 1;
    if (info.role !== 'conv' || storageFor('float16', channels) === 'float32') continue;
    recorder.setCopy(variable, halves(backend.view(store.copy(info.name), variable.shape)));
  }
  return views;
}
