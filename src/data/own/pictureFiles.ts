/** Which files of a tree are pictures. By name here, as there may be a hundred thousand; what each really is, is looked at when it is read. */

import { mostPictureBytes } from './bounds.ts';
import type { FoundPicture, PictureSource } from './found.ts';
import { bytesOf, extensionOf, type OwnFile } from './tree.ts';

const readable = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'gif', 'avif', 'bmp']);
const others = new Set([
  ...[
    'tif',
    'tiff',
    'heic',
    'heif',
    'svg',
    'ico',
    'psd',
    'jp2',
    'jxl',
    'pgm',
    'ppm',
    'pbm',
    'tga',
    'dng',
    'cr2',
  ],
  ...['cr3', 'nef', 'arw', 'raw', 'dcm'],
]);

export const isPicture = ({ path }: OwnFile): boolean => readable.has(extensionOf(path));
/** A picture of a kind that is not read. */
export const isOtherPicture = ({ path }: OwnFile): boolean => others.has(extensionOf(path));

const sourceOf = async (file: OwnFile): Promise<PictureSource> => ({
  file: await bytesOf(file, mostPictureBytes),
});

export const pictureOf = (file: OwnFile, label: string, split: FoundPicture['split']): FoundPicture => ({
  name: file.path,
  label,
  split,
  read: () => sourceOf(file),
});
