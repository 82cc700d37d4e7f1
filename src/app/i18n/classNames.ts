/** What classes are called: those of ready data sets in the language that is set, those of a person's own as that person named them. */
import { useMemo } from 'react';
import { type DatasetFacts, isReady } from '../../data/sets/index.ts';
import { useWords } from './words.ts';

/** Hebrew, Arabic and what is written like them. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name that runs from right to left keeps to itself, or it would carry the numbers beside it to its other side. */
const apart = (name: string): string => (rightToLeft.test(name) ? `\u2068${name}\u2069` : name);

type Classes = Pick<DatasetFacts, 'name' | 'classes'>;

/** @param translated What a language calls a class of a ready set. */
export const classNames = (
  { name, classes }: Classes,
  translated: (name: string) => string,
): readonly string[] => classes.map(isReady(name) ? translated : apart);

/** By class number. */
export function useClassNames(facts: Classes): readonly string[] {
  const { className } = useWords().diagram;
  return useMemo(() => classNames(facts, className), [facts, className]);
}
