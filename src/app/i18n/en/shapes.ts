/** English: the table of stages. */
export const shapes = {
  title: 'Stages',
  help: 'Shapes of a batch of N pictures; parameters are those that learn; MACs are multiply-accumulates of one picture, forward.',
  stage: 'Stage',
  nhwc: 'Output, NHWC',
  nchw: 'Output, NCHW',
  parameters: 'Parameters',
  macs: 'MACs',
  total: 'Total',
};
