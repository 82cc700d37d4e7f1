/**
 * Averages of all weights and running statistics over the steps, in one more flat buffer. A training step moves them by a dispatch of its
 * own; a graph that evaluates reads them where the values would be.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TrainingBackend } from './backend.ts';
import { average } from './kernels/average.ts';
import type { ParameterStore } from './parameterStore.ts';
import type { RecordedDispatch } from './recorder.ts';

const flat = 'average';

export class Averages {
  private started = false;

  constructor(
    private readonly backend: TrainingBackend,
    private readonly store: ParameterStore,
  ) {}

  /** Whether evaluation sees averages. */
  get on(): boolean {
    return this.started;
  }

  /** The flat buffer that evaluation sees. */
  get seen(): 'values' | 'average' {
    return this.started ? flat : 'values';
  }

  /** The flat buffers that hold a weight. */
  get places(): readonly ('values' | 'average')[] {
    return this.started ? ['values', flat] : ['values'];
  }

  /** Before the first step that averages: the average is what the values are. */
  start(): void {
    if (this.started) return;
    this.store.copyAll('values', flat);
    this.started = true;
  }

  /** From a step that does not average on there is no average. */
  stop(): void {
    this.started = false;
  }

  /** Records that the averages follow the values. */
  record(hyper: TensorInfo): void {
    const { backend, store } = this;
    for (const window of store.windowsWithStatistics()) {
      const [values, averages] = [store.windowTensor('values', window), store.windowTensor(flat, window)];
      backend.run(average(window.bytes / 4), [values, hyper, averages]);
      for (const view of [values, averages]) backend.disposeData(view.dataId);
    }
  }

  /** The dispatches of an evaluation, reading averages in place of values. */
  inPlaceOfValues(dispatches: readonly RecordedDispatch[]): RecordedDispatch[] {
    const [values, averages] = [this.store.buffer('values'), this.store.buffer(flat)];
    return dispatches.map((dispatch) => ({
      ...dispatch,
      operands: dispatch.operands.map((operand) =>
        'fixed' in operand && operand.fixed.buffer === values
          ? { fixed: { ...operand.fixed, buffer: averages } }
          : operand,
      ),
    }));
  }
}
