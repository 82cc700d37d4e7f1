/** Pictures that the camera took, by class. Pure; what a picture is, is nothing to it. */
import { testedOf } from '../../../data/own/plan.ts';
import { tidied } from './flow.ts';

export interface Shot<T> {
  readonly id: number;
  readonly classIndex: number;
  readonly picture: T;
}

export interface Shots<T> {
  readonly classes: readonly string[];
  /** The class that pictures go into. */
  readonly chosen: number;
  /** In the order in which they were taken. */
  readonly shots: readonly Shot<T>[];
  readonly nextId: number;
}

export const noShots: Shots<never> = { classes: [], chosen: 0, shots: [], nextId: 0 };

/** As a folder may be called: a class is one in what is looked into. */
export const classNameOf = (text: string): string =>
  tidied(text.replaceAll(/[\\/]/g, '-')).replace(/^\.+/, '').trim();

/** Adds a class, and chooses it; one that is there already is chosen. */
export function withClass<T>(shots: Shots<T>, text: string): Shots<T> {
  const name = classNameOf(text);
  if (name === '') return shots;
  const known = shots.classes.indexOf(name);
  if (known >= 0) return { ...shots, chosen: known };
  return { ...shots, classes: [...shots.classes, name], chosen: shots.classes.length };
}

export const withChosen = <T>(shots: Shots<T>, chosen: number): Shots<T> => ({ ...shots, chosen });

export function withShot<T>(shots: Shots<T>, picture: T): Shots<T> {
  const { chosen, nextId } = shots;
  if (shots.classes[chosen] === undefined) return shots;
  return {
    ...shots,
    shots: [...shots.shots, { id: nextId, classIndex: chosen, picture }],
    nextId: nextId + 1,
  };
}

export const withoutShot = <T>(shots: Shots<T>, id: number): Shots<T> => ({
  ...shots,
  shots: shots.shots.filter((shot) => shot.id !== id),
});

export const ofClass = <T>({ shots }: Shots<T>, index: number): readonly Shot<T>[] =>
  shots.filter(({ classIndex }) => classIndex === index);

/** Whether there are enough to tell classes apart and to test on. */
export const isEnough = (shots: Shots<unknown>): boolean =>
  shots.classes.filter((_, index) => ofClass(shots, index).length >= 2).length >= 2;

/** The first picture of a class that is tested on; those after it are too. */
function firstTested(own: readonly Shot<unknown>[]): number {
  return own[own.length - testedOf(own.length)]?.id ?? Number.POSITIVE_INFINITY;
}

/**
 * The path of each picture, as folders of splits with folders of classes have them. Pictures that were taken one after the other resemble each other, and a test on
 * neighbours of what was trained on comes out too well: of each class the last in time are tested on, as many as are of any data that brings no split.
 */
export function pathsOf<T>(shots: Shots<T>): { readonly path: string; readonly picture: T }[] {
  const tested = shots.classes.map((_, index) => firstTested(ofClass(shots, index)));
  return shots.shots.map(({ id, classIndex, picture }) => {
    const split = id < (tested[classIndex] as number) ? 'train' : 'test';
    return { path: `${split}/${shots.classes[classIndex]}/${String(id + 1).padStart(5, '0')}.jpg`, picture };
  });
}
