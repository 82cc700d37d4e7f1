/**
 * Every layout that is understood, in the order in which they are tried: those that files of their own mark come first, and those that pictures anywhere might have come
 * last. To add one: a file beside this one and a line here.
 */
import { cifarBinary } from './cifarBinary.ts';
import { cifarPython } from './cifarPython.ts';
import { csv } from './csv.ts';
import { idx } from './idx.ts';
import { imageFolder } from './imageFolder.ts';
import type { Layout } from './layout.ts';
import { namePrefix } from './namePrefix.ts';
import { numpy } from './numpy.ts';
import { parquet } from './parquet.ts';
import { pixelCsv } from './pixelCsv.ts';
import { teachableMachine } from './teachableMachine.ts';

export const layouts: readonly Layout[] = [
  teachableMachine,
  csv,
  imageFolder,
  namePrefix,
  parquet,
  numpy,
  cifarBinary,
  cifarPython,
  idx,
  pixelCsv,
];
