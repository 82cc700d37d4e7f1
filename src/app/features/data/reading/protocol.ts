/** What page and worker of a reading say to one another. */
import type { Mend } from '../../../../data/own/mending.ts';
import type { OwnDataRefusal } from '../../../../problems/ownData.ts';
import type { ChosenFile, MadeAnswer, MakeSettings, Preview, SheetOptions, SheetPicture } from './types.ts';

/** What is asked for, and what answers it. */
export interface Tasks {
  understand: { readonly asked: Record<never, never>; readonly answer: Preview };
  mend: { readonly asked: { readonly mend: Mend }; readonly answer: Preview };
  undo: { readonly asked: Record<never, never>; readonly answer: Preview };
  sheet: { readonly asked: { readonly options: SheetOptions }; readonly answer: readonly SheetPicture[] };
  make: { readonly asked: { readonly settings: MakeSettings }; readonly answer: MadeAnswer };
}
export type TaskName = keyof Tasks;

export type Asked = {
  [K in TaskName]: { readonly id: number; readonly task: K } & Tasks[K]['asked'];
}[TaskName];

export type ReadingCommand =
  /** Files to be understood, a part of them after the other: a hundred thousand at once would hold up the page. */
  | { readonly task: 'add'; readonly files: readonly ChosenFile[] }
  /** Ends what was asked for under this number. */
  | { readonly task: 'abort'; readonly id: number }
  | Asked;

export type ReadingMessage =
  | { readonly id: number; readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly id: number; readonly type: 'answer'; readonly answer: Tasks[TaskName]['answer'] }
  | { readonly id: number; readonly type: 'refused'; readonly problem: OwnDataRefusal }
  | { readonly id: number; readonly type: 'aborted' };
