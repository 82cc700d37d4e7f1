/**
 * Why lists of settings make no sweep, with the English words. Not a part of `Problem`: the command line says them, and the page loads
 * their words with the dialog that takes such lists.
 */
import { type Sentences, say } from './sentences.ts';
import type { SettingName } from './settings.ts';

export type SweepProblem =
  | {
      readonly kind: 'list-too-long';
      readonly setting: SettingName;
      readonly text: string;
      readonly count: number;
      readonly most: number;
    }
  /** Evenly spaced by the logarithm. */
  | { readonly kind: 'list-not-positive'; readonly setting: SettingName; readonly text: string }
  | {
      readonly kind: 'list-length';
      readonly setting: SettingName;
      readonly text: string;
      readonly most: number;
    }
  | { readonly kind: 'list-empty'; readonly setting: SettingName }
  /** Networks of three equal stages have `layers` times n and two more. */
  | {
      readonly kind: 'depth-of-none';
      readonly setting: SettingName;
      readonly layers: number;
      readonly small: number;
      readonly larger: number;
      readonly text: string;
      /** The setting that has every other network. */
      readonly other: SettingName;
    }
  | { readonly kind: 'sweep-too-large'; readonly runs: number; readonly most: number }
  | {
      readonly kind: 'queue-full';
      readonly runs: number;
      /** Runs that are not over. */
      readonly waiting: number;
      readonly most: number;
    };

const nameOf = (setting: SettingName): string => (typeof setting === 'string' ? setting : setting.label);

export const sweepSentences: Sentences<SweepProblem> = {
  'list-too-long': ({ setting, text, count, most }) =>
    `${nameOf(setting)}: ${text} is ${count} values, but a sweep has at most ${most} runs.`,
  'list-not-positive': ({ setting, text }) =>
    `${nameOf(setting)}: ${text} must lie above zero: its values are evenly spaced by their logarithm.`,
  'list-length': ({ setting, text, most }) =>
    `${nameOf(setting)}: ${text} must have from 2 to ${most} values.`,
  'list-empty': ({ setting }) => `${nameOf(setting)} has no value: list some, separated by commas.`,
  'depth-of-none': ({ setting, layers, small, larger, text, other }) =>
    `${nameOf(setting)} must be ${layers}n + 2 layers, such as ${small} or ${larger}, but one is "${text}": for other networks give ${nameOf(other)}.`,
  'sweep-too-large': ({ runs, most }) => `These lists make ${runs} runs, but a sweep has at most ${most}.`,
  'queue-full': ({ runs, waiting, most }) =>
    `The queue has ${waiting} runs that are not over, and ${runs} more would be over its ${most}: wait for some to end, or clear it.`,
};

/** Lists that a person is told of. Its message is the English sentence. */
export class SweepError extends Error {
  override name = 'SweepError';
  readonly problem: SweepProblem;

  constructor(problem: SweepProblem) {
    super(say(sweepSentences, problem));
    this.problem = problem;
  }
}
