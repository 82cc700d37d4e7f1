/**
 * Names of data sets out of somebody's own pictures. Such a name carries all by which a run is planned, the size of the network's input, its classes and how many
 * pictures there are, and a hash of the content: configs, addresses and files are whole without the pictures.
 */
import type { DatasetFacts } from './datasetFacts.ts';

/** `own-SIDE-CLASSES-TRAIN-TEST-HASH`, such as `own-32-3-120-30-9f86d081884c7d65`: 16 hexadecimal digits of the content's hash. */
export type OwnName = `own-${string}`;

/** Numbers have no leading zeros, so that one set has one name. */
const pattern = /^own-(32|64)-([2-9]|[1-9]\d{1,2}|1000)-([1-9]\d{0,5})-([1-9]\d{0,5})-[\da-f]{16}$/;

/** Pictures of a split at most: as many as a picture of 32 by 32 pixels has room in memory (`mostMadeBytes` in data/own). */
export const mostOwnImages = 2 ** 18;

export type OwnNumbers = Pick<DatasetFacts, 'imageSize' | 'images'> & { readonly classes: number };

/** What a name says; undefined where it is none. */
export function ownNumbers(name: string): OwnNumbers | undefined {
  const [, side, classes, train, test] = pattern.exec(name) ?? [];
  if (side === undefined || Number(train) + Number(test) > mostOwnImages) return undefined;
  return {
    imageSize: Number(side),
    classes: Number(classes),
    images: { train: Number(train), test: Number(test) },
  };
}

export const isOwnName = (name: string): name is OwnName => ownNumbers(name) !== undefined;

/** @param hash Of the content, 64 hexadecimal digits. */
export const ownName = ({ imageSize, classes, images }: OwnNumbers, hash: string): OwnName =>
  `own-${imageSize}-${classes}-${images.train}-${images.test}-${hash.slice(0, 16)}`;
