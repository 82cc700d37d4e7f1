/** What only EMNIST has (Cohen et al. 2017), as IDX and as tables of pixels: pictures that lie on their side, and lists of the characters that its labels stand for. */
import type { Pixels } from './found.ts';
import { fileSetName } from './setNames.ts';
import { bytesOf, type OwnFile } from './tree.ts';

/** It keeps the pictures of its source, columns for rows. */
export const isTransposed = (path: string): boolean => /emnist/i.test(path);

/** Rows for columns. */
export function transposed({ width, height, channels, data }: Pixels): Pixels {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      turned.set(data.subarray(from, from + channels), (x * height + y) * channels);
    }
  return { width: height, height: width, channels, data: turned };
}

/** A list of characters: a class number on a line, and what it stands for. */
export const isMapping = ({ path }: OwnFile): boolean => /mapping\.txt$/i.test(path);

/** @returns undefined where a line is of another kind. */
function mappedClasses(text: string): readonly string[] | undefined {
  const classes: string[] = [];
  for (const line of text.split('\n').filter((row) => row.trim() !== '')) {
    const numbers = line.trim().split(/\s+/).map(Number);
    const [label = -1, ...characters] = numbers;
    const isLabel = Number.isInteger(label) && label >= 0 && label < 256;
    if (!isLabel || characters.length === 0 || !characters.every((n) => n > 0x20 && n < 0x7f))
      return undefined;
    classes[label] = String.fromCodePoint(...characters);
  }
  return classes;
}

/** Names by class number, of the list that lies beside the pictures of a file; a list of another variant is none of theirs. */
export async function listedClasses(
  pictures: OwnFile,
  mappings: readonly OwnFile[],
): Promise<readonly string[] | undefined> {
  const name = fileSetName(pictures.path);
  const own = mappings.find(({ path }) => fileSetName(path) === name);
  const only = mappings.length === 1 ? mappings[0] : undefined;
  const mapping = own ?? (only && (name === '' || fileSetName(only.path) === '') ? only : undefined);
  return mapping && mappedClasses(new TextDecoder().decode(await bytesOf(mapping)));
}
