/** English: shapes and sizes of stages. */
import { figures } from './figures.ts';

export const shapes = {
  title: 'Stages',
  table: 'Table',
  chart: (network: string) =>
    `Height × width, channels, parameters, MACs and bytes of activations of every stage of ${network}`,
  /** The network of the next run, whose bars are outlined. */
  next: (network: string) => `next run: ${network}`,
  /** Names of the rows, each for a batch of so many pictures. */
  metrics: {
    size: () => 'Height × width',
    channels: () => 'Channels',
    parameters: () => 'Parameters',
    macs: () => 'MACs per picture',
    activations: (batch: number) => `Activations of ${figures.count(batch)}`,
  },
  help: 'Shapes of a batch of N pictures; parameters are those that learn; MACs are multiply-accumulates of one picture, forward.',
  stage: 'Stage',
  nhwc: 'Output, NHWC',
  nchw: 'Output, NCHW',
  parameters: 'Parameters',
  macs: 'MACs',
  total: 'Total',
};
