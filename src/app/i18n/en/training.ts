/** English: the form of settings. */
import type { Unit } from '../../../training/settingKinds.ts';
import { figures } from './figures.ts';

const units: Record<Unit, string> = { channels: 'channels', epochs: 'epochs', pictures: 'pictures' };

export const training = {
  title: 'Controls',
  allSettings: 'All settings',
  /** What the next run trains on. */
  pictures: 'Pictures',
  change: 'Change',
  otherPictures: 'Change the pictures',
  /** How many settings differ from their defaults; how many fields hold no value. */
  changed: (n: number) => `${figures.count(n)} changed`,
  notValid: (n: number) => `${figures.count(n)} not valid`,
  toDefault: (label: string) => `${label}: back to the default`,
  /** The slider of a number that also has a field. */
  onScale: (label: string) => `${label}, on a scale`,
  /** Beside the label of the learning rate. */
  findRate: 'Find one',
  helpKey: 'F1 or ? explains the setting that has the focus.',
  unit: (unit: Unit) => units[unit],
  fixed: 'Fixed by the assignment.',
  range: (min: number, max: number, unit?: Unit) =>
    `${figures.exact(min)} to ${figures.exact(max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label: string) => `About ${label}`,
  vary: 'Several values',
  source: 'Source',
  nextRun: 'next run',
  /** Before what is said of it. */
  ofNextRun: 'Next run:',
  /** Beside the label of a setting that a run under way obeys: little room. */
  atOnce: 'at once',
  /** Below a setting that nothing obeys as the others are. */
  noEffect: (label: string, value: string) => `No effect while ${label} is ${value}.`,
};
