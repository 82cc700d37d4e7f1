/** English: the charts of loss and accuracy. */
import { figures } from './figures.ts';

export const curves = {
  title: 'Curves',
  loss: 'Loss',
  accuracy: 'Accuracy',
  train: 'train',
  test: 'test',
  overEpochs: 'over epochs',
  none: 'The curves begin with the first steps of a run.',
  summary: (what: string, train: string, test: string) => `${what} over epochs: train ${train}, test ${test}`,
  atEpoch: (epoch: number) => `Epoch ${figures.twoDigits(epoch)}`,
};
