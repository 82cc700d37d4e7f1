/** English: what goes out of several runs. */
export const out = {
  save: 'Save these runs',
  tensorboard: 'TensorBoard event files (zip)',
  report: 'Report (HTML)',
  csv: 'Metrics as CSV (zip)',
  /** Of one run. */
  reportShort: 'Report',
  reportOn: (name: string) => `Report on ${name}`,
};
