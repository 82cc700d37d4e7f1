/**
 * What a file is that somebody brings as a picture, told from its first bytes: one that is read here, one of another kind that has a name, or none that is
 * known. Names of files and what a system says of their kind are not looked at: both are often wrong. Pure.
 */

import { letters, startsWith } from '../../../../data/pictureFiles/bytes.ts';
import { brandsOf } from '../../../../data/pictureFiles/formats/boxes.ts';
import type { FormatName } from '../../../../data/pictureFiles/formats/format.ts';
import { formats } from '../../../../data/pictureFiles/formats/index.ts';
import { foreignFile } from '../../../../formats/foreignFile.ts';
import type { PictureProblem } from '../../../../problems/pictures.ts';

/** Enough to tell every kind: text before the first tag of an SVG may be long. */
export const headBytes = 4096;

/** What is no picture that is read here. */
type Refused = Extract<
  PictureProblem,
  { readonly kind: 'svg' | 'pdf' | 'heic' | 'video' | 'sound' | 'other-picture' }
>;

type Kind = { readonly kind: 'picture'; readonly format: FormatName } | Refused;

interface Mark {
  readonly bytes: string | readonly number[];
  readonly at?: number;
  readonly means: Refused;
}

const video: Refused = { kind: 'video' };
const sound: Refused = { kind: 'sound' };
const picture = (format: string): Refused => ({ kind: 'other-picture', format });

const marks: readonly Mark[] = [
  { bytes: '%PDF', means: { kind: 'pdf' } },
  { bytes: [0x1a, 0x45, 0xdf, 0xa3], means: video },
  { at: 8, bytes: 'AVI ', means: video },
  { bytes: 'FLV', means: video },
  { bytes: [0, 0, 1, 0xba], means: video },
  { bytes: 'OggS', means: sound },
  { at: 8, bytes: 'WAVE', means: sound },
  { bytes: 'ID3', means: sound },
  { bytes: 'fLaC', means: sound },
  // Most cameras' own formats are TIFFs too.
  { bytes: [0x49, 0x49, 0x2a, 0], means: picture('TIFF') },
  { bytes: [0x4d, 0x4d, 0, 0x2a], means: picture('TIFF') },
  { bytes: [0xff, 0x0a], means: picture('JPEG XL') },
  { at: 4, bytes: 'JXL ', means: picture('JPEG XL') },
  { at: 4, bytes: 'jP  ', means: picture('JPEG 2000') },
  { bytes: '8BPS', means: picture('Photoshop') },
  { bytes: [0, 0, 1, 0], means: picture('ICO') },
];

const holds = (head: Uint8Array, { at = 0, bytes }: Mark): boolean =>
  typeof bytes === 'string'
    ? letters(head, at, bytes.length) === bytes
    : startsWith(head.subarray(at), bytes);

/** Brands of pictures coded as HEVC or, where no other brand says so, as nobody knows what. */
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** What an ISO media file is that is no AVIF. */
function mediaKind(head: Uint8Array): Refused | undefined {
  const brands = brandsOf(head);
  const [main] = brands;
  if (main === undefined) return undefined;
  if (main === 'crx ') return picture('CR3');
  if (brands.some((brand) => heicBrands.includes(brand))) return { kind: 'heic' };
  return main.startsWith('M4A') ? sound : video;
}

/** Tags and what may stand before them, in any encoding that spells them as ASCII does. */
const isSvg = (head: Uint8Array): boolean => {
  const text = new TextDecoder('latin1').decode(head);
  return (
    /^(\u00ef\u00bb\u00bf)?\s*</.test(text) && /<([\w.-]+:)?svg[\s/>]/i.test(text) && !/<html/i.test(text)
  );
};

/** @returns undefined for what is no picture and nothing that people take for one. */
function kindOf(head: Uint8Array): Kind | undefined {
  const format = Object.values(formats).find((known) => known.begins(head));
  if (format) return { kind: 'picture', format: format.name };
  const mark = marks.find((known) => holds(head, known));
  return mark?.means ?? mediaKind(head) ?? (isSvg(head) ? { kind: 'svg' } : undefined);
}

/** Whether a file is for the readers of pictures, if only to be refused by its name: whoever drops one does not mean weights. */
export const looksLikePicture = (head: Uint8Array): boolean => kindOf(head) !== undefined;

/** The format of a picture that is read here, or why the file is none. */
export function formatOf(head: Uint8Array): FormatName | PictureProblem {
  const kind = kindOf(head);
  if (kind) return kind.kind === 'picture' ? kind.format : kind;
  const foreign = foreignFile(head);
  switch (foreign?.kind) {
    case 'nothing':
      return { kind: 'empty' };
    case 'archive':
      return { kind: 'archive', format: foreign.format };
    case 'web-page':
    case 'json':
    case 'plain-text':
    case 'lfs-pointer':
    case 'tfjs-model':
    case 'shard-index':
      return { kind: 'text' };
    default:
      return { kind: 'no-picture' };
  }
}
