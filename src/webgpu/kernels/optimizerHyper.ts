/**
 * The numbers of a step that optimizers read: one small buffer, written anew before every step. Every setting of the step
 * that is a number or a switch stands there under its own name, so that a kernel need only use it.
 */
import { adamBeta2, averagingAt } from '../../nn/optimizer.ts';
import { type StepKey, type StepSettings, settings, stepKeys } from '../../training/settings.ts';

type NumericKey = { [K in StepKey]: StepSettings[K] extends number | boolean ? K : never }[StepKey];

const numericKeys = stepKeys.filter((key): key is NumericKey => typeof settings[key].default !== 'string');

/** What follows from the settings and the step. */
const derivedFields = [
  /** 1 where weight decay is on every parameter, 0 where on convolutions and the classifier's weights only. */
  'decayAll',
  /** 1 − beta1^t and sqrt(1 − beta2^t), AdamW's corrections of step t. */
  'correction1',
  'correction2',
  /** Share of the old that averaged weights keep. */
  'averaging',
] as const;

/** Order of the float32 values in the buffer. */
export const hyperFields: readonly (NumericKey | (typeof derivedFields)[number])[] = [
  ...numericKeys,
  ...derivedFields,
];

/**
 * The values of step `t`, counted from 1; a switch is 1 or 0.
 * @param own What the corrections count: the steps that the parameters have taken part in.
 */
export function hyperValues(s: StepSettings, t: number, own = t): Float32Array<ArrayBuffer> {
  const numbers = Object.fromEntries(numericKeys.map((key) => [key, Number(s[key])]));
  const values = {
    ...(numbers as Record<NumericKey, number>),
    decayAll: s.decay === 'all' ? 1 : 0,
    correction1: 1 - s.momentum ** own,
    correction2: Math.sqrt(1 - adamBeta2 ** own),
    averaging: averagingAt(s.ema, t),
  };
  return Float32Array.from(hyperFields, (name) => values[name]);
}

/** WGSL that declares a constant for each value, read from the binding `hyper: array<f32>`. */
export const hyperDeclarations = hyperFields.map((name, i) => `let ${name} = hyper[${i}];`).join('\n  ');
