/**
 * How a problem gets its words. A problem is a member of a union, plain data with a `kind`; a language says it with one
 * function a kind. The type asks for every kind, so a problem without words does not compile.
 */
import { onOneLine } from '../base/text.ts';

/** The words of a language for every member of a union. */
export type Sentences<P extends { readonly kind: string }> = {
  readonly [K in P['kind']]: (problem: Extract<P, { readonly kind: K }>) => string;
};

/** A problem in the words of a language. */
export function say<P extends { readonly kind: string }>(words: Sentences<P>, problem: P): string {
  // The entry of a kind takes the members of that kind: TypeScript does not see that the two belong together.
  const entries = words as unknown as Readonly<Record<P['kind'], (problem: P) => string>>;
  return entries[problem.kind as P['kind']](problem);
}

/** What a browser, a driver or a library says of itself, or what an earlier version kept. Shown as it is in every language. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
}

/** As a sentence of its own. */
export const textSentence = ({ text }: Text): string => (/[.!?。！？…]$/.test(text) ? text : `${text}.`);

/** Inside another sentence: without a full stop of its own, on one line and not without end. */
export const textClause = ({ text }: Text): string => onOneLine(text.replace(/\.\s*$/, ''));

/** `a, b or c`, for the end of an English sentence. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;

/** `[64, 3, 3, 3]` */
export const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
