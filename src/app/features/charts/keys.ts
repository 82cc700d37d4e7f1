/** The keys of a chart's legend: one for each part, and with several runs one more for each run. Pure. */
import type { Words } from '../../i18n/words.ts';
import { isOfSeveral, runKey, type Scene } from './data/scene.ts';
import { lineName } from './format.ts';
import type { Chart } from './kinds/index.ts';
import type { Line } from './kinds/kind.ts';
import { partStyle } from './kinds/lines.ts';

/** How a line looks. */
export type LineLook = Pick<Line, 'colour' | 'dash' | 'width' | 'marker'>;

export interface Key {
  readonly key: string;
  readonly name: string;
  /** What a piece of the line looks like: exactly as the lines that the key stands for. */
  readonly sample: LineLook;
  /** The line whose value stands behind it, where it is one line. */
  readonly line?: Line;
  /** Of a mean over runs, whose name says how it was made. */
  readonly wide?: boolean;
}

/** What is common to the lines of several runs: all but their colours. */
const common = { colour: 'currentColor', marker: 'circle' } as const;

/** One switch for each part, and with several runs one more for each run, the latest first. */
export function keysOf({ all }: Scene, words: Words, chart: Chart): Key[] {
  const runs = [...new Set(all.map(({ run }) => run))].filter(({ inGroup }) => !inGroup);
  const several = isOfSeveral(all);
  const parts = [...new Set(all.map(({ part }) => part))];
  const ofPart = parts.flatMap((part): Key[] => {
    const line = all.find((of) => of.part === part);
    if (!line || (several && parts.length === 1)) return [];
    const name = lineName(words, chart, line, false);
    return several
      ? [{ key: part, name, sample: partStyle(common, part) }]
      : [{ key: part, name, sample: line, line }];
  });
  if (!several) return ofPart;
  const ofRun = runs.map((run): Key => {
    const lines = all.filter((line) => line.run === run);
    const line = lines.find(({ part }) => part !== 'train') ?? (lines[0] as Line);
    return { key: runKey(run), name: run.name, sample: line, line, wide: run.group !== undefined };
  });
  return [...ofPart, ...ofRun.reverse()];
}
