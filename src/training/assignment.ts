/**
 * An assignment: what somebody who is given it may set, and the task in words. Each setting is free, perhaps between bounds; or fixed,
 * so that it is shown and has the assignment's value; or hidden, and not shown either. It travels in an address as two texts, `lock`
 * and `task`, and the page loads this only where an address has one. `admit` is the one judge of a config.
 *
 * `lock` lists what is kept, joined by `*`: first what holds for every setting that is not named (`free`, `fixed` or `hidden`), then
 * `NAME_fixed_VALUE`, `NAME_hidden_VALUE` or `NAME_free_MIN_MAX`, names and values as in the address of any settings. A value that is
 * left out is the table's default, bounds that are left out are the table's. None of these signs is escaped in an address.
 */
import { FaultError } from '../base/errors.ts';
import { sha256Hex } from '../base/sha256.ts';
import { shortened } from '../base/text.ts';
import type { AssignmentProblem, Attempt } from '../problems/classroom.ts';
import { formatSetting, parseSetting, settingOfFlag } from './config.ts';
import type { Setting } from './settingKinds.ts';
import { defaultOf, followers, withinDataset } from './settingRules.ts';
import {
  defaultConfig,
  flagOf,
  type RunConfig,
  type SettingKey,
  settingKeys,
  settings,
  type TogetherKey,
} from './settings.ts';

export const freedoms = ['free', 'fixed', 'hidden'] as const;
export type Freedom = (typeof freedoms)[number];

/** The names of both texts in an address. */
export const assignmentKeys = ['lock', 'task'] as const;
export type AssignmentTexts = Readonly<Record<(typeof assignmentKeys)[number], string>>;

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** What an assignment is made of. */
export interface AssignmentPlan {
  readonly freedom: Readonly<Record<SettingKey, Freedom>>;
  /** Of settings that are not free, their values. */
  readonly values: RunConfig;
  /** Of free numbers; those of the table where there are none. */
  readonly bounds: Readonly<Partial<Record<SettingKey, Bounds>>>;
  /** What is to be done, for people. */
  readonly task: string;
}

/** A config as far as an assignment allows it. */
export interface Admitted {
  readonly config: RunConfig;
  /** The settings that had other values than the assignment allows, in the order of the table. */
  readonly kept: readonly SettingKey[];
}

export interface Assignment extends AssignmentPlan {
  readonly texts: AssignmentTexts;
  /** A setting that is not free. */
  locks(key: SettingKey): boolean;
  /** Also of names that stand for several settings, which it never hides. */
  hides(key: SettingKey | TogetherKey): boolean;
  admit(config: RunConfig): Admitted;
  /** What is said of settings that were to be changed. Those that are hidden are named only where there are no others. */
  refusal(by: Attempt, keys: readonly SettingKey[]): AssignmentProblem;
}

/** Characters of a task, and of a lock: a link that is longer was made by no page. */
export const longestTask = 400;
const longestLock = 4000;

const between = '*';
const within = '_';

const isFreedom = (text: string | undefined): text is Freedom => freedoms.some((name) => name === text);

/** Only numbers have bounds of their own. */
export const hasBounds = (key: SettingKey): boolean =>
  settings[key].kind === 'number' || settings[key].kind === 'integer';

/** The bounds of a number, of the table where the assignment has none. */
export const boundsOf = (key: SettingKey, { bounds }: Pick<AssignmentPlan, 'bounds'>): Bounds | undefined => {
  const setting: Setting = settings[key];
  return hasBounds(key) && 'min' in setting ? (bounds[key] ?? setting) : undefined;
};

const same = (key: SettingKey, a: unknown, b: unknown): boolean =>
  formatSetting(key, a) === formatSetting(key, b);

export function assignmentOf(plan: AssignmentPlan): Assignment {
  const locks = (key: SettingKey) => plan.freedom[key] !== 'free';
  const hides = (key: SettingKey | TogetherKey) => plan.freedom[key as SettingKey] === 'hidden';
  const valueFor = (key: SettingKey, value: unknown): unknown => {
    if (locks(key)) return plan.values[key];
    const bounds = plan.bounds[key];
    return bounds ? Math.min(bounds.max, Math.max(bounds.min, value as number)) : value;
  };
  return {
    ...plan,
    texts: { lock: lockOf(plan), task: plan.task },
    locks,
    hides,
    refusal(by, keys) {
      const shown = keys.filter((key) => !hides(key));
      const names = (shown.length > 0 ? shown : keys).map((key) => ({ key, label: settings[key].label }));
      return { kind: `assignment-${by}`, settings: names };
    },
    admit(config) {
      const kept = settingKeys.filter((key) => !same(key, config[key], valueFor(key, config[key])));
      if (kept.length === 0) return { config, kept };
      const locked = {
        ...config,
        ...Object.fromEntries(kept.map((key) => [key, valueFor(key, config[key])])),
      };
      // A default that follows a setting which was set back follows it there.
      const moved = followers
        .filter((key) => !locks(key) && config[key] === defaultOf(key, config))
        .map((key) => [key, valueFor(key, defaultOf(key, locked))] as const);
      return { config: withinDataset({ ...locked, ...Object.fromEntries(moved) }), kept };
    },
  };
}

/** The text of what is kept, as short as it can be. */
function lockOf({ freedom, values, bounds }: AssignmentPlan): string {
  const count = (name: Freedom) => settingKeys.filter((key) => freedom[key] === name).length;
  const rest = freedoms.reduce((most, name) => (count(name) > count(most) ? name : most));
  const items = settingKeys.flatMap((key) => {
    const own = freedom[key];
    const limits = own === 'free' ? bounds[key] : undefined;
    const value =
      own === 'free' || same(key, values[key], defaultConfig[key]) ? [] : [formatSetting(key, values[key])];
    const more = limits ? [String(limits.min), String(limits.max)] : value;
    if (own === rest && more.length === 0) return [];
    return [[flagOf(key), own, ...more].join(within)];
  });
  return [rest, ...items].join(between);
}

/** Texts that are no assignment; `fault` says where. */
export class AssignmentError extends FaultError<AssignmentProblem> {
  override name = 'AssignmentError';
}

const broken = (text: string): AssignmentError =>
  new AssignmentError({ kind: 'assignment-broken', text: shortened(text) });

function boundsIn(key: SettingKey, texts: readonly string[], item: string): Bounds {
  const [min, max] = texts.map((text) => parseSetting(key, text) as number);
  if (!hasBounds(key) || min === undefined || max === undefined || min > max) throw broken(item);
  return { min, max };
}

/**
 * Reads an assignment, strictly: half of one would lock half of what was meant.
 * @throws AssignmentError
 */
export function assignmentFrom({ lock, task }: AssignmentTexts): Assignment {
  const [rest, ...items] = lock.split(between);
  if (lock.length > longestLock || !isFreedom(rest)) throw broken(lock);
  const freedom = Object.fromEntries(settingKeys.map((key) => [key, rest])) as Record<SettingKey, Freedom>;
  const values: Partial<Record<SettingKey, unknown>> = {};
  const bounds: Partial<Record<SettingKey, Bounds>> = {};
  const named = new Set<string>();
  for (const item of items) {
    const [flag = '', own, ...more] = item.split(within);
    const key = settingOfFlag(flag);
    if (key === undefined || !Object.hasOwn(settings, key) || !isFreedom(own) || named.has(key))
      throw broken(item);
    const setting = key as SettingKey;
    named.add(setting);
    freedom[setting] = own;
    if (more.length > (own === 'free' ? 2 : 1)) throw broken(item);
    try {
      if (own !== 'free' && more[0] !== undefined) values[setting] = parseSetting(setting, more[0]);
      if (own === 'free' && more.length > 0) bounds[setting] = boundsIn(setting, more, item);
    } catch {
      throw broken(item);
    }
  }
  return assignmentOf({
    freedom,
    values: withinDataset({ ...defaultConfig, ...(values as Partial<RunConfig>) }),
    bounds,
    task: task
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, longestTask),
  });
}

/** By which two assignments are told apart: the SHA-256 of both texts. */
export async function assignmentHash({ lock, task }: AssignmentTexts): Promise<string> {
  return sha256Hex(new TextEncoder().encode(`${lock}\n${task}`));
}
