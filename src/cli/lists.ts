/**
 * Several values for one setting, as a sweep has them: `8,20`, `1..5`, `0.05..0.4:4`. Texts alone: what each value means, and whether it is
 * one, the setting decides.
 */
import { flagOf, type SettingKey, settingKeys, settings } from '../training/settings.ts';
import { UsageError } from './options.ts';

/** Runs of one sweep at most: more is a mistake more often than a plan. */
export const mostRuns = 64;

const keyOf = new Map(settingKeys.map((key): [string, SettingKey] => [flagOf(key), key]));

/** Settings whose single value has commas of its own: several are told apart by semicolons. */
const hasCommas = (key: SettingKey): boolean => ['list', 'set', 'depths'].includes(settings[key].kind);

const number = String.raw`-?\d+(?:\.\d+)?(?:e-?\d+)?`;
const whole = /^(\d+)\.\.(\d+)$/;
const logarithmic = new RegExp(`^(${number})\\.\\.(${number}):(\\d+)$`, 'i');

/** Four digits tell neighbours of a range apart, and are what a person would type. */
const short = (x: number): string => String(Number(x.toPrecision(4)));

/** @throws UsageError with one sentence. */
function rangeOf(flag: string, part: string): string[] | undefined {
  const steps = whole.exec(part);
  if (steps) {
    const [from, to] = [Number(steps[1]), Number(steps[2])];
    const count = Math.abs(to - from) + 1;
    if (count > mostRuns)
      throw new UsageError(
        `--${flag}: ${part} is ${count} values, but a sweep has at most ${mostRuns} runs.`,
      );
    return Array.from({ length: count }, (_, i) => String(from <= to ? from + i : from - i));
  }
  const scale = logarithmic.exec(part);
  if (!scale) return undefined;
  const [from, to, count] = [Number(scale[1]), Number(scale[2]), Number(scale[3])];
  if (from <= 0 || to <= 0)
    throw new UsageError(
      `--${flag}: ${part} must lie above zero: its values are evenly spaced by their logarithm.`,
    );
  if (count < 2 || count > mostRuns)
    throw new UsageError(`--${flag}: ${part} must have from 2 to ${mostRuns} values.`);
  return Array.from({ length: count }, (_, i) => short(from * (to / from) ** (i / (count - 1))));
}

/**
 * The values of a list: separated by commas, or by semicolons where a value has commas itself; `1..5` is every whole number from 1 to 5,
 * `0.05..0.4:4` four numbers evenly spaced by their logarithm.
 * @param flag Of a setting, or of something else whose values are whole numbers or names.
 * @throws UsageError with one sentence.
 */
export function valuesOf(flag: string, text: string): string[] {
  const key = keyOf.get(flag);
  const commas = key !== undefined && hasCommas(key);
  const parts = text.split(commas ? ';' : ',').map((part) => part.trim());
  const values = commas ? parts : parts.flatMap((part) => rangeOf(flag, part) ?? [part]);
  return [...new Set(values)];
}
