/**
 * The kinds of setting that the table in settings.ts may hold, and the type of their values. Types only: what is set, and
 * what obeys it, is said elsewhere. How a value of each kind is read from text is in config.ts.
 */

import type { DatasetName, ReadyName, SplitName } from '../data/sets/index.ts';

export type SettingGroup = 'model' | 'optimizer' | 'schedule' | 'data' | 'run';

interface Common {
  /** Where the form and the help show it. Those of `optimizer` are what every optimizer step obeys. */
  readonly group: SettingGroup;
  readonly label: string;
  /** One sentence for people. */
  readonly help: string;
  /** Where the method or the data is described. */
  readonly source: string;
  /** True where a change takes effect in a run under way. */
  readonly live?: boolean;
}

export type Unit = 'channels' | 'epochs' | 'pictures';

export interface NumberSetting extends Common {
  readonly kind: 'number' | 'integer';
  /** What is counted; absent where it is a factor, or nothing at all. */
  readonly unit?: Unit;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Counts pictures of this split: there are no more than the data set has, and all of them are the default. */
  readonly split?: SplitName;
}
/** A ready data set, or one out of somebody's own pictures by its name. What people call it is in its facts. */
export interface DatasetSetting extends Common {
  readonly kind: 'dataset';
  readonly default: DatasetName;
  /** Those that everybody has. */
  readonly choices: readonly ReadyName[];
}
export interface ChoiceSetting<T extends string = string> extends Common {
  readonly kind: 'choice';
  readonly default: T;
  readonly choices: readonly T[];
  /** What people read for a choice, where it is not its own spelling. */
  readonly choiceLabels?: Partial<Readonly<Record<T, string>>>;
  /** The choice that switches off what the others are kinds of: a form may show it as a switch. */
  readonly off?: T;
}
export interface BooleanSetting extends Common {
  readonly kind: 'boolean';
  readonly default: boolean;
}
/** A list of whole numbers, written `2,2,2,2`. */
export interface ListSetting extends Common {
  readonly kind: 'list';
  readonly default: readonly number[];
  readonly min: number;
  readonly max: number;
  /** One of no number at all is written `none`. */
  readonly lengths: { readonly min: number; readonly max: number };
}
/** Any of the choices, written `crop,flip`; the empty set is written `none`. */
export interface SetSetting<T extends string = string> extends Common {
  readonly kind: 'set';
  readonly default: readonly T[];
  readonly choices: readonly T[];
  readonly choiceLabels?: Partial<Readonly<Record<T, string>>>;
}
/** The network has other blocks from an epoch on. */
export interface DepthAt {
  /** Epochs done before. */
  readonly after: number;
  readonly blocks: readonly number[];
}
/** Blocks by epoch, written `2:3,3,3;4:5,5,5`, earlier epochs first; the empty list is written `none`. */
export interface DepthsSetting extends Common {
  readonly kind: 'depths';
  readonly default: readonly DepthAt[];
  /** Of an epoch. */
  readonly min: number;
  readonly max: number;
}
export type Setting =
  | NumberSetting
  | ChoiceSetting
  | DatasetSetting
  | BooleanSetting
  | ListSetting
  | SetSetting
  | DepthsSetting;

/** The type of the values of a setting. */
export type ValueOf<S extends Setting> = S extends ListSetting
  ? readonly number[]
  : S extends SetSetting<infer T>
    ? readonly T[]
    : S extends DepthsSetting
      ? readonly DepthAt[]
      : S extends DatasetSetting
        ? DatasetName
        : S extends ChoiceSetting<infer T>
          ? T
          : S extends BooleanSetting
            ? boolean
            : number;
