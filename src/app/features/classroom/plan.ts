/** What the dialog that makes an assignment is about to make, and the link of it. Pure. */
import {
  type AssignmentPlan,
  assignmentOf,
  type Bounds,
  boundsOf,
  type Freedom,
} from '../../../training/assignment.ts';
import { parseSetting } from '../../../training/config.ts';
import { isAdjustable, type RunConfig, type SettingKey, settingKeys } from '../../../training/settings.ts';
import { addressOf } from '../../state/url.ts';

/** The settings that a preset leaves free; all others are kept. */
export const presets = {
  all: settingKeys,
  depthAndRate: ['blocks', 'learningRate'],
  rate: ['learningRate'],
  network: ['blocks', 'width', 'block', 'shortcut', 'norm', 'stem', 'init', 'zeroInit'],
  none: [],
} as const satisfies Readonly<Record<string, readonly SettingKey[]>>;
export type PresetOfFreedom = keyof typeof presets;
export const presetsOfFreedom = Object.keys(presets) as readonly PresetOfFreedom[];

/** Settings that a person can have an opinion on. */
export const offeredKeys: readonly SettingKey[] = settingKeys.filter(isAdjustable);

export type Freedoms = AssignmentPlan['freedom'];

/** @param hide Whether what is kept is hidden too. */
export const freedomsOf = (preset: PresetOfFreedom, hide: boolean): Freedoms => {
  const free: readonly SettingKey[] = presets[preset];
  const kept = hide ? 'hidden' : 'fixed';
  return Object.fromEntries(
    settingKeys.map((key): [SettingKey, Freedom] => [key, free.includes(key) ? 'free' : kept]),
  ) as Freedoms;
};

/** Texts of bounds as they are typed; an empty one means the table's. */
export type BoundTexts = Readonly<Partial<Record<SettingKey, Readonly<Record<keyof Bounds, string>>>>>;

/** The bounds that a number was given; undefined where the texts are none. */
export function boundsIn(key: SettingKey, texts: Readonly<Record<keyof Bounds, string>>): Bounds | undefined {
  const own = boundsOf(key, { bounds: {} });
  if (!own) return undefined;
  try {
    const [min, max] = (['min', 'max'] as const).map((end) =>
      texts[end].trim() === '' ? own[end] : (parseSetting(key, texts[end]) as number),
    ) as [number, number];
    return min <= max ? { min, max } : undefined;
  } catch {
    return undefined;
  }
}

/** Fields whose texts are no bounds. */
export const wrongBounds = (texts: BoundTexts, freedom: Freedoms): readonly SettingKey[] =>
  offeredKeys.filter((key) => {
    const typed = texts[key];
    return typed && freedom[key] === 'free' && !boundsIn(key, typed);
  });

/** Bounds that say more than the table does. */
function boundsFrom(texts: BoundTexts): AssignmentPlan['bounds'] {
  const given = Object.entries(texts).flatMap(([key, typed]) => {
    const bounds = boundsIn(key as SettingKey, typed);
    const own = boundsOf(key as SettingKey, { bounds: {} });
    return bounds && own && (bounds.min !== own.min || bounds.max !== own.max)
      ? [[key, bounds] as const]
      : [];
  });
  return Object.fromEntries(given);
}

export interface AssignmentDraft {
  readonly freedom: Freedoms;
  readonly bounds: BoundTexts;
  readonly task: string;
}

/** The address of an assignment: what is kept has the values of `config`, and what is free begins with them. */
export function assignmentLink(
  { freedom, bounds, task }: AssignmentDraft,
  config: RunConfig,
  href: string,
): string {
  const { origin, pathname } = new URL(href);
  const assignment = assignmentOf({ freedom, values: config, bounds: boundsFrom(bounds), task: task.trim() });
  const { lock } = assignment.texts;
  const query = new URLSearchParams({ lock, ...(task.trim() !== '' && { task: task.trim() }) });
  return `${origin}${pathname}${addressOf(assignment.admit(config).config, `?${query}`)}`;
}
