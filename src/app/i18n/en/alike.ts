/** English: which blocks are alike. They come with the part that shows it (`i18n/alike.ts`). */
import { figures } from './figures.ts';

const value = (cka: number): string =>
  Number.isFinite(cka) ? figures.twoDigits(cka) : 'no value, as one of them makes the same of all pictures';

export const alike = {
  map: (run: string) => `How alike the blocks of ${run} are`,
  mapOfTwo: (run: string, other: string) =>
    `How alike the blocks of ${run} (rows) and ${other} (columns) are`,
  value,
  cell: (row: string, column: string, cka: number) => `${row} and ${column}: ${value(cka)}`,
  cellOfTwo: (row: string, run: string, column: string, other: string, cka: number) =>
    `${row} of ${run} and ${column} of ${other}: ${value(cka)}`,
  hint: 'Point at a square, or move by arrow keys, to read its value.',
  low: '0: nothing in common',
  high: '1: the same but for rotation and scale',
  ramp: 'From 0, dark, to 1, light',

  other: 'Compared with',
  itself: 'itself',
  weights: (run: string, epochs: number) =>
    `${run} after ${epochs === 1 ? '1 epoch' : `${figures.exact(Math.round(100 * epochs) / 100)} epochs`}`,
  shipped: 'the page’s trained network',
  rows: (network: string) => `Rows: ${network}`,
  columns: (network: string) => `columns: ${network}`,
  pictures: (n: number) => `on ${figures.count(n)} test pictures`,
  /** Where the other views show an earlier epoch. */
  newest: 'This map is of the newest weights: it does not follow the epoch that other views show.',

  asking: 'The network is being asked what its blocks make of the test pictures.',
  comparing: 'The blocks are being compared.',
  broke:
    'The blocks could not be compared: the browser may lack memory. Choose this view again to try once more.',

  step: (a: string, b: string, cka: number) =>
    `Most changes from ${a} to ${b}: of neighbours they are the least alike (${value(cka)}).`,
  twins: (block: string, cka: number) =>
    `Of blocks in the same place, ${block} differs most between the two (${value(cka)}).`,
  measure: 'Linear CKA, debiased, of every block’s output, averaged over its pixels',
  caveat:
    'Read it with care: few directions in which the outputs vary most decide it, or few unusual pictures; and it can be changed without a change to what the network does',
  save: 'Save the map',
  saveAs: (format: string) => `Save the map as ${format}`,
  notSaved: 'This browser could not draw the picture.',
};
