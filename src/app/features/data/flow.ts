/** The states of the dialog that makes a data set out of somebody's own pictures, and what leads from one to another. Pure. */
import { mostClasses } from '../../../data/own/bounds.ts';
import { madeCounts } from '../../../data/own/plan.ts';
import type { OwnDataRefusal } from '../../../problems/ownData.ts';
import type { DataProblem, PictureSource } from '../../i18n/data.ts';
import type { MadeAnswer, Preview, PreviewClass, SheetOptions, SheetPicture } from './reading/types.ts';

export interface Progress {
  readonly done: number;
  /** 0 while it is unknown. */
  readonly total: number;
}

export type Step =
  | { readonly at: 'choosing'; readonly problem?: DataProblem }
  | { readonly at: 'camera' }
  | { readonly at: 'reading'; readonly progress: Progress }
  | { readonly at: 'preview'; readonly problem?: DataProblem }
  | { readonly at: 'making'; readonly progress: Progress }
  | { readonly at: 'made'; readonly made: MadeAnswer };

/** How pictures are made small. */
export type Look = Pick<SheetOptions, 'imageSize' | 'fit'>;

/** Some pictures of a class as the network would see them. */
export interface Sheet extends Look {
  readonly pictures: readonly SheetPicture['pixels'][];
}

export interface Flow extends Look {
  readonly step: Step;
  readonly title: string;
  /** Whether the pictures came from the camera. */
  readonly taken: boolean;
  /** There from the moment that files were understood. */
  readonly preview?: Preview;
  /** By `keyOf` of the class. */
  readonly sheets: ReadonlyMap<string, Sheet>;
}

export type FlowEvent =
  | { readonly type: 'camera' }
  /** Back to where files are chosen. */
  | { readonly type: 'over'; readonly problem?: DataProblem }
  | { readonly type: 'given'; readonly taken: boolean }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'understood'; readonly preview: Preview }
  | { readonly type: 'mended'; readonly preview: Preview }
  | { readonly type: 'set'; readonly options: Partial<Look & Pick<Flow, 'title'>> }
  | {
      readonly type: 'seen';
      readonly look: Look;
      /** Of each class that was looked at, by key. */
      readonly pictures: ReadonlyMap<string, readonly SheetPicture['pixels'][]>;
    }
  | { readonly type: 'making' }
  /** Not made, by choice or for a reason. */
  | { readonly type: 'not-made'; readonly problem?: DataProblem }
  | { readonly type: 'made'; readonly made: MadeAnswer };

export const startingFlow: Flow = {
  step: { at: 'choosing' },
  title: '',
  taken: false,
  imageSize: 32,
  fit: 'crop',
  sheets: new Map(),
};

const nothingYet: Progress = { done: 0, total: 0 };

/** What a class is made of tells it from the others; names and places change. */
export const keyOf = ({ labels }: Pick<PreviewClass, 'labels'>): string => labels.join('\0');

function withSheets(flow: Flow, { look, pictures }: Extract<FlowEvent, { type: 'seen' }>): Flow {
  const sheets = new Map(flow.sheets);
  for (const [key, own] of pictures) sheets.set(key, { ...look, pictures: own });
  return { ...flow, sheets };
}

export function next(flow: Flow, event: FlowEvent): Flow {
  const { step } = flow;
  switch (event.type) {
    case 'camera':
      return { ...flow, step: { at: 'camera' } };
    case 'over':
      return {
        ...startingFlow,
        imageSize: flow.imageSize,
        fit: flow.fit,
        step: { at: 'choosing', problem: event.problem },
      };
    case 'given':
      return {
        ...startingFlow,
        imageSize: flow.imageSize,
        fit: flow.fit,
        taken: event.taken,
        step: { at: 'reading', progress: nothingYet },
      };
    case 'progress':
      return step.at === 'reading' || step.at === 'making'
        ? { ...flow, step: { at: step.at, progress: event.progress } }
        : flow;
    case 'understood':
      return { ...flow, preview: event.preview, step: { at: 'preview' } };
    case 'mended':
      return { ...flow, preview: event.preview };
    case 'set':
      return { ...flow, ...event.options };
    case 'seen':
      return withSheets(flow, event);
    case 'making':
      return { ...flow, step: { at: 'making', progress: nothingYet } };
    case 'not-made':
      return { ...flow, step: { at: 'preview', problem: event.problem } };
    case 'made':
      return { ...flow, step: { at: 'made', made: event.made } };
    default:
      return event satisfies never;
  }
}

/** Whether pictures of a class are shown as they would be made now. */
export function isFresh(flow: Flow, key: string): boolean {
  const sheet = flow.sheets.get(key);
  return sheet !== undefined && sheet.imageSize === flow.imageSize && sheet.fit === flow.fit;
}

/** A class with what it comes to. */
export interface Row {
  readonly index: number;
  readonly key: string;
  readonly name: string;
  readonly leftOut: boolean;
  readonly train: number;
  readonly test: number;
}

export const rowsOf = ({ classes, splitting }: Preview): readonly Row[] =>
  classes.map((one, index) => ({
    index,
    key: keyOf(one),
    name: one.name,
    leftOut: one.leftOut,
    ...madeCounts(one, splitting),
  }));

/** Where the pictures came from, and what is tested on. The camera brings a split of its own, see `pathsOf` of its shots. */
export const sourceOf = (
  { layout, splitting }: Pick<Preview, 'layout' | 'splitting'>,
  taken: boolean,
): PictureSource =>
  taken ? { layout: 'camera', splitting: splitting === 'test' ? 'last' : splitting } : { layout, splitting };

/** Why nothing can be made of the classes that are in. */
export function obstacle(rows: readonly Row[]): OwnDataRefusal | undefined {
  const kept = rows.filter(({ leftOut }) => !leftOut);
  const [first] = kept;
  if (!first) return { kind: 'nothing-there' };
  if (kept.length < 2) return { kind: 'one-class', name: first.name };
  if (kept.length > mostClasses) return { kind: 'too-many-classes', classes: kept.length, most: mostClasses };
  const has = (split: 'train' | 'test') => kept.some((row) => row[split] > 0);
  return has('train') && has('test') ? undefined : { kind: 'nothing-to-test' };
}

/** A name as it is kept: letters composed, no space around. */
export const tidied = (name: string): string => name.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** The other class that has a name already; two of one name could not be told apart. */
export const namesake = (rows: readonly Row[], index: number, name: string): Row | undefined =>
  rows.find((row) => row.index !== index && row.name === name);

/** Classes whose name has the words that are looked for. */
export function matching(rows: readonly Row[], query: string): readonly Row[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)));
}

const packed = /(\.tar)?\.(zip|tar|gz|tgz|npz|parquet|csv|tsv|tm|npy|bin)$/i;

/** What people would call what was given: its folder, or its file; undefined for several files without one. */
export function titleOf(files: readonly { readonly path: string }[]): string | undefined {
  const [first, ...others] = files.map(({ path }) => path.replaceAll('\\', '/'));
  if (first === undefined) return undefined;
  if (others.length === 0 && !first.includes('/')) return tidied(first.replace(packed, '')) || undefined;
  const folder = first.slice(0, first.indexOf('/') + 1);
  if (folder === '' || others.some((path) => !path.startsWith(folder))) return undefined;
  return tidied(folder.slice(0, -1)) || undefined;
}
