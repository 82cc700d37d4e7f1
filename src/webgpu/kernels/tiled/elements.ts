/**
 * Reading and writing four neighbouring elements of a tensor: as one vec4 where its innermost length is a multiple of
 * 4, else one by one. Guards keep every access in range; what they shut out reads as zero.
 */

import { range } from '../../kernel.ts';
import type { Elements } from '../../storage.ts';

/** What a binding whose innermost length is `channels` is read and written in. */
export const elementType = (channels: number): Elements['type'] => (channels % 4 === 0 ? 'vec4f' : 'f32');

/** The number of array elements that n scalars take, and how far four scalars are apart. */
export const inUnits = (channels: number, n: number): number => (channels % 4 === 0 ? n / 4 : n);

/** A WGSL expression that counts scalars in fours, in units of the array: `quads` → `quads` or `4u * quads`. */
export const fromQuads = (channels: number, quads: string): string =>
  channels % 4 === 0 ? quads : `(4u * ${quads})`;

/** A WGSL expression that counts scalars (a multiple of 4 where it must be), in units of the array. */
export const fromScalars = (channels: number, scalars: string): string =>
  channels % 4 === 0 ? `((${scalars}) / 4u)` : scalars;

/** Conditions and address of one unit of an array; `j` is the WGSL to add for the second to fourth scalar: `` or ` + 1u`. */
export interface Access {
  readonly guards: readonly (string | false)[];
  readonly index: string;
}

/** All conditions at once, without `&&`: its branches, dozens a kernel, kept one software adapter compiling for minutes. */
export function guarded(statement: string, guards: Access['guards']): string {
  const conditions = guards.filter((g) => g !== false);
  return conditions.length > 0
    ? `if (${conditions.map((c) => `(${c})`).join(' & ')}) { ${statement} }`
    : statement;
}

const plus = (j: number): string => (j === 0 ? '' : ` + ${j}u`);

/** Loads elements of the binding `buffer` into the vec4f variable `target`. */
export function loadQuad(
  target: string,
  buffer: string,
  channels: number,
  access: (plus: string) => Access,
): string {
  if (channels % 4 === 0) {
    const { guards, index } = access('');
    return guarded(`${target} = load_${buffer}(${index});`, guards);
  }
  return range(4)
    .map((j) => {
      const { guards, index } = access(plus(j));
      return guarded(`${target}.${'xyzw'[j]} = load_${buffer}(${index});`, guards);
    })
    .join('\n');
}

/**
 * Stores the vec4f expression `value` in the binding `buffer`.
 * @param addend A binding like it, whose elements are added.
 */
export function storeQuad(
  value: string,
  buffer: string,
  channels: number,
  access: (plus: string) => Access,
  addend?: string,
): string {
  const store = (part: string, { guards, index }: Access): string => {
    const sum = addend ? `load_${addend}(${index}) + ${part}` : part;
    return guarded(`store_${buffer}(${index}, ${sum});`, guards);
  };
  if (channels % 4 === 0) return store(value, access(''));
  return range(4)
    .map((j) => store(`${value}.${'xyzw'[j]}`, access(plus(j))))
    .join('\n');
}
