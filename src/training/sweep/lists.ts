/**
 * Several values for one setting, as a sweep has them: `8,20`, `1..5`, `0.05..0.4:4`. Texts alone: what each value means, and whether it is
 * one, the setting decides. Pure.
 */
import type { SettingName } from '../../problems/settings.ts';
import { SweepError } from '../../problems/sweep.ts';
import { halfWidth } from '../numbers.ts';
import { type SettingKey, settings } from '../settings.ts';

/** Runs of one sweep at most: more is a mistake more often than a plan. */
export const mostRuns = 64;

/** Settings whose single value has commas of its own: several are told apart by semicolons. */
const hasCommas = (key: string): boolean =>
  Object.hasOwn(settings, key) && ['list', 'set', 'depths'].includes(settings[key as SettingKey].kind);

const number = String.raw`-?\d+(?:\.\d+)?(?:e-?\d+)?`;
const whole = /^(\d+)\.\.(\d+)$/;
const logarithmic = new RegExp(`^(${number})\\.\\.(${number}):(\\d+)$`, 'i');

/** Four digits tell neighbours of a range apart, and are what a person would type. */
const short = (x: number): string => String(Number(x.toPrecision(4)));

function rangeOf(setting: SettingName, part: string): string[] | undefined {
  const written = part.replace(/…+|\.{3,}/g, '..');
  const steps = whole.exec(written);
  if (steps) {
    const [from, to] = [Number(steps[1]), Number(steps[2])];
    const count = Math.abs(to - from) + 1;
    if (count > mostRuns)
      throw new SweepError({ kind: 'list-too-long', setting, text: part, count, most: mostRuns });
    return Array.from({ length: count }, (_, i) => String(from <= to ? from + i : from - i));
  }
  const scale = logarithmic.exec(written);
  if (!scale) return undefined;
  const [from, to, count] = [Number(scale[1]), Number(scale[2]), Number(scale[3])];
  if (from <= 0 || to <= 0) throw new SweepError({ kind: 'list-not-positive', setting, text: part });
  if (count < 2 || count > mostRuns)
    throw new SweepError({ kind: 'list-length', setting, text: part, most: mostRuns });
  return Array.from({ length: count }, (_, i) => short(from * (to / from) ** (i / (count - 1))));
}

/**
 * The values of a list: separated by commas, or by semicolons where a value has commas itself; `1..5` (or `1…5`) is every whole number from
 * 1 to 5, `0.05..0.4:4` four numbers evenly spaced by their logarithm.
 * @param key Of a setting, or the name of something else whose values are whole numbers or names.
 * @param setting What it is called where the text stands.
 * @throws SweepError
 */
export function valuesOf(key: string, text: string, setting: SettingName): string[] {
  const commas = hasCommas(key);
  const parts = halfWidth(text)
    .split(commas ? ';' : ',')
    .map((part) => part.trim());
  const values = commas ? parts : parts.flatMap((part) => rangeOf(setting, part) ?? [part]);
  return [...new Set(values)];
}
