/** English: which run and which epoch the views of the dock show. They come with the part that chooses (`i18n/time.ts`). */
import { figures } from './figures.ts';

export const time = {
  run: 'Run that is shown',
  slider: 'Epoch that is shown',
  epoch: (epoch: number, planned: number) => `Epoch ${figures.count(epoch)} of ${figures.count(planned)}`,
  past: (epoch: number, newest: number) =>
    `Epoch ${figures.count(epoch)}; the run is at ${figures.count(newest)}`,
  play: 'Play the epochs',
  pause: 'Pause',
  /** Where nothing is to move by itself. */
  step: 'Next epoch',
  follow: 'Follow',
  follows: 'The newest epoch is shown, whatever comes. Press to stay at this one.',
  followNow: 'Show the newest epoch, whatever comes',
  /** The one that comes with the page, in the place of a run's name. */
  shipped: (name: string) => `A trained ${name}`,
};
