/** The charts of the page, in the order they stand. This table and the files beside it are all that knows them one by one. */
import type { Words } from '../../../i18n/words.ts';
import { accuracy } from './accuracy.ts';
import { branches } from './branches.ts';
import { gradients } from './gradients.ts';
import type { ChartKind } from './kind.ts';
import { learningRate } from './learningRate.ts';
import { loss } from './loss.ts';
import { probes } from './probes.ts';
import { speed } from './speed.ts';

const table = [
  accuracy,
  loss,
  learningRate,
  gradients,
  probes,
  branches,
  speed,
] as const satisfies readonly ChartKind[];

export type ChartId = (typeof table)[number]['id'];
/** A chart of the table: the catalogues have words for its id. */
export type Chart = ChartKind & { readonly id: ChartId };
export const charts: readonly Chart[] = table;

/** Its title, the same in a word, and what it says while it is empty. A chart of the table without words does not compile. */
export const chartWords = (
  words: Words,
  { id }: Chart,
): { readonly name: string; readonly short: string; readonly empty: string } => words.curves.charts[id];
