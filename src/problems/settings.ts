/** Values that a run or a network cannot have, and their English words. Bounds and values are as they were given. */
import { listed, type Sentences } from './sentences.ts';

/**
 * What a sentence calls a setting: the very word that it was set by, such as `--epochs`; or, in a form, where nothing is
 * written, its key, by which every language finds its label, and the English label.
 */
export type SettingName = string | { readonly key: string; readonly label: string };

export type SettingProblem =
  | {
      readonly kind: 'setting-not-number';
      readonly setting: SettingName;
      /** True where it is one number of a list. */
      readonly each: boolean;
      readonly whole: boolean;
      readonly min: number;
      readonly max: number;
      /** What was typed. */
      readonly text: string;
    }
  | { readonly kind: 'setting-not-boolean'; readonly setting: SettingName; readonly text: string }
  | {
      readonly kind: 'setting-not-choice';
      readonly setting: SettingName;
      readonly choices: readonly string[];
      readonly text: string;
    }
  | {
      readonly kind: 'setting-not-list';
      readonly setting: SettingName;
      readonly min: number;
      readonly max: number;
      /** How many numbers were given. */
      readonly length: number;
    }
  | {
      readonly kind: 'setting-not-set';
      readonly setting: SettingName;
      readonly choices: readonly string[];
      /** The one that is no choice. */
      readonly text: string;
    }
  /** Of depths by epoch; `text` is the part that is none. */
  | { readonly kind: 'setting-not-depths'; readonly setting: SettingName; readonly text: string }
  | { readonly kind: 'setting-unknown'; readonly text: string };

/** A model spec that no network can be made of. */
export type NetworkProblem =
  | { readonly kind: 'stage-count'; readonly min: number; readonly max: number; readonly stages: number }
  | { readonly kind: 'block-count'; readonly min: number; readonly max: number; readonly blocks: number }
  | {
      readonly kind: 'network-size';
      readonly part: 'width' | 'inputSize' | 'classes';
      readonly min: number;
      readonly max: number;
      readonly value: number;
    };

export const nameOf = (setting: SettingName): string =>
  typeof setting === 'string' ? setting : setting.label;

export const settingSentences: Sentences<SettingProblem> = {
  'setting-not-number': ({ setting, each, whole, min, max, text }) =>
    `${each ? 'Each of ' : ''}${nameOf(setting)} must be ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}, but it is "${text}".`,
  'setting-not-boolean': ({ setting, text }) =>
    `${nameOf(setting)} must be true or false, but it is "${text}".`,
  'setting-not-choice': ({ setting, choices, text }) =>
    `${nameOf(setting)} must be ${listed(choices)}, but it is "${text}".`,
  'setting-not-list': ({ setting, min, max, length }) =>
    `${nameOf(setting)} must list ${min} to ${max} numbers, such as 2,2,2,2, but it lists ${length}.`,
  'setting-not-set': ({ setting, choices, text }) =>
    `${nameOf(setting)} must be none or any of ${choices.join(', ')}, joined by commas, but it has "${text}".`,
  'setting-not-depths': ({ setting, text }) =>
    `${nameOf(setting)} must say after which epoch the network has which blocks, such as 2:3,3,3, later epochs after earlier ones, but it has "${text}".`,
  'setting-unknown': ({ text }) => `There is no setting called "${text}".`,
};

const parts = {
  width: 'The width must be a whole number',
  inputSize: 'The input size must be a whole number of pixels',
  classes: 'The number of classes must be a whole number',
};

export const networkSentences: Sentences<NetworkProblem> = {
  'stage-count': ({ min, max, stages }) =>
    `A network has ${min} to ${max} stages, but ${stages} were given: list the blocks of each stage, such as 2,2,2,2.`,
  'block-count': ({ min, max, blocks }) =>
    `Each stage needs ${min} to ${max} blocks, but ${blocks} was given: use whole numbers, such as 2,2,2,2.`,
  'network-size': ({ part, min, max, value }) => `${parts[part]} from ${min} to ${max}, but it is ${value}.`,
};
