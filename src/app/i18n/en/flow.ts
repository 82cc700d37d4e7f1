/** English: what surrounds a run: help, keys, the link, the tab, notifications, how it ended. */
import { figures } from './figures.ts';

export const flow = {
  shareWith: 'Share…',
  copied: 'The link is copied. It holds the settings that differ from the defaults.',
  copyFailed: 'The browser does not let this page copy. Select the link and copy it yourself.',
  link: 'Link to these settings',

  wasReset: 'All settings are back at their defaults.',
  alreadyDefault: 'All settings are already at their defaults.',
  resetWhenOver: 'Settings can be reset once the run under way is over.',
  undo: 'Undo',
  /** A field holds no value: its sentence follows. */
  picturesNeeded: (classes: number, train: number, test: number, side: number) =>
    `The pictures are not in this browser: ${figures.count(classes)} classes, ${figures.count(train)} training and ${figures.count(test)} test pictures of ${side}×${side} pixels. Add the same ones, best as the set’s saved zip: they get the same name.`,
  addPictures: 'Add them',
  notStarted: (sentence: string) => `Not started. ${sentence}`,

  percent: (percent: number) => `${percent}\u00a0%`,
  pausedAt: (paused: string, percent: string) => `${paused} at ${percent}`,
  /** The tab's title. */
  titleOf: (state: string, network: string) => `${state} · ${network}`,
  runAt: (percent: string, timeLeft: string) => `${percent}, ${timeLeft} left`,
  epochAt: (epoch: number, epochs: number) => `Epoch ${figures.count(epoch)} of ${figures.count(epochs)}`,

  trainGentler: (learningRate: number) => `Train with learning rate ${learningRate}`,
  resumeGentler: (epoch: number, learningRate: number) =>
    `Resume from epoch ${epoch} with learning rate ${learningRate}`,
  /** `best` is a sentence or empty. */
  ended: {
    finished: (network: string, best: string) => `${network} is trained. ${best}`.trim(),
    stopped: (network: string, best: string) => `Training of ${network} was stopped. ${best}`.trim(),
    failed: (network: string, best: string) => `Training of ${network} failed. ${best}`.trim(),
  },
  best: (accuracy: string) => `Highest test accuracy: ${accuracy}.`,

  notify: 'Notify me when it ends',
  notifyHelp: 'A notification when a run ends while this tab is in the background.',
  notifyBlocked: 'The browser blocks notifications from this page. Allow them in its settings for this site.',

  newVersion: 'A new version of this page is ready.',
  reload: 'Reload',

  close: 'Close help',
  notLoaded: 'This part of the page could not be loaded. Check the connection, then open it again.',
};
