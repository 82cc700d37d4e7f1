/** English: whether the engine is right on the device, how fast it is, and by which kernels. */
import { figures, plural } from './figures.ts';

const limitOf = (limit: number) => `(limit ${figures.power(limit)})`;

export const speed = {
  help: 'Checks the engine on this device against numbers that PyTorch computed, and trains known networks for a few steps: a minute at most.',
  helpSoftware:
    'Checks the engine on this device against numbers that PyTorch computed, and trains ResNet-8 for a few steps. There is no graphics card here, so larger networks would take minutes: they are under More.',
  whole: 'Check and measure',
  more: 'More',
  networks: 'Networks to measure',
  choice: (name: string, batchSize: number) => `${name}, batch ${figures.count(batchSize)}`,
  current: (name: string) => `the one that is set (${name})`,
  compareStock: 'compare with stock TensorFlow.js',
  empty: 'Choose a network to measure.',
  measure: 'Measure these',
  stop: 'Stop',
  status: {
    idle: 'Nothing measured yet.',
    run: 'Measuring waits until no run is under way.',
    noWebGpu: 'This measures WebGPU, which cannot be used here.',
    checking: 'Checking the kernels that lost.',
    stopping: 'Stopping after this step.',
    finished: 'Measured.',
    stopped: 'Stopped.',
    failed: 'The measurement failed.',
  },
  leftOut: (n: number) =>
    `Measured; ${plural(n, 'larger network', 'larger networks')} left out, to be done within a minute: measure them under More.`,
  measuring: (name: string, number: number, total: number) => `Measuring ${name}, ${number} of ${total}.`,
  right: (deviation: number, limit: number) =>
    `The engine computes right on this device: largest deviation ${figures.power(deviation)} ${limitOf(limit)}.`,
  wrong: (deviation: number, limit: number) => {
    const how = Number.isFinite(deviation)
      ? `a result deviates by ${figures.power(deviation)} ${limitOf(limit)}`
      : 'a result is not a finite number';
    return `The engine computes wrong on this device: ${how}. Please copy the JSON into a report, and train with the engine “stock” (in all settings) until this is solved.`;
  },
  roofline: (device: string, gflops: string) =>
    `${device}: ${gflops} GFLOP/s at most, reached by a matrix product.`,
  table: 'Measured speed',
  columns: {
    network: 'Network',
    batch: 'Batch',
    speed: 'Pictures/s',
    share: 'Share of peak',
    step: 'ms per step',
    gflops: 'GFLOP/s',
    dispatches: 'Dispatches',
    memory: 'GPU memory',
    speedup: 'Speed-up',
  },
  onStock: (name: string) => `${name}, stock`,
  passes: { forward: 'forward', inputGradient: 'input gradients', filterGradient: 'filter gradients' },
  families: { direct: 'direct', tiled: 'tiled', winograd: 'Winograd' },
  /** Of one pass; the number of layers where several families share them. */
  family: (name: string, layers?: number) =>
    layers === undefined ? name : `${name} (${plural(layers, 'layer', 'layers')})`,
  winners: (pass: string, families: readonly string[]) => `${pass} ${families.join(', ')}`,
  /** Of one network. */
  kernels: (network: string, passes: readonly string[]) => `${network}: ${passes.join('; ')}.`,
  won: 'Kernels that won',
  copyJson: 'Copy as JSON',
  copied: 'Copied.',
  copyFailed: 'The browser refused to copy: select the text below and copy it yourself.',
  copyText: 'The measurement as JSON',
};
