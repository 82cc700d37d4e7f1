/** English: how fast the device is. */
import { figures } from './figures.ts';

export const speed = {
  help: 'Trains each network for a few steps on a synthetic batch and compares its speed with that of a large matrix product, the fastest that our own code runs on this device.',
  networks: 'Networks to measure',
  choice: (name: string, batchSize: number) => `${name}, batch ${figures.count(batchSize)}`,
  current: (name: string) => `the one that is set (${name})`,
  compareStock: 'compare with stock TensorFlow.js',
  measure: 'Measure',
  stop: 'Stop measuring',
  status: {
    idle: 'Nothing measured yet.',
    empty: 'Choose a network to measure.',
    run: 'Measuring waits until no run is under way.',
    noWebGpu: 'This measures WebGPU, which cannot be used here.',
    stopping: 'Stopping after this step.',
    finished: 'Measured.',
    stopped: 'Stopped.',
    failed: 'The measurement failed.',
  },
  measuring: (name: string, number: number, total: number) => `Measuring ${name}, ${number} of ${total}.`,
  roofline: (device: string, gflops: string) =>
    `${device}: ${gflops} GFLOP/s at most, reached by a matrix product.`,
  table: 'Measured speed',
  columns: {
    network: 'Network',
    batch: 'Batch',
    speed: 'Pictures/s',
    step: 'ms per step',
    gflops: 'GFLOP/s',
    share: 'Share of peak',
    dispatches: 'Dispatches',
    memory: 'GPU memory',
    speedup: 'Speed-up',
  },
  onStock: (name: string) => `${name}, stock`,
  copyJson: 'Copy as JSON',
  copied: 'Copied.',
  copyFailed: 'The browser refused to copy: select the text below and copy it yourself.',
  copyText: 'The measurement as JSON',
};
