/** English: what goes out of several runs. */
export const out = {
  save: 'Save the selected runs',
  tensorboard: 'TensorBoard event files (zip)',
  csv: 'Metrics as CSV (zip)',
};
