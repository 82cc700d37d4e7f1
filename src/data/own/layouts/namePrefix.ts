/** Pictures beside each other whose names say what they show: `cat.0.jpg`, `dog_12.png`. A guess, which is told as one. */
import type { FoundPicture } from '../found.ts';
import { isOtherPicture, isPicture, pictureOf } from '../pictureFiles.ts';
import { splitNamed } from '../splitNames.ts';
import { stemOf, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

/** What stands before the number of a name; undefined where there is nothing, or no number. */
function prefixOf(path: string): string | undefined {
  const prefix = /^(.*?)[\s._(-]*\d+\)?$/u.exec(stemOf(path))?.[1];
  return prefix !== undefined && /\p{L}/u.test(prefix) ? prefix : undefined;
}

const splitOf = (path: string): FoundPicture['split'] => {
  const folders = path.split('/').slice(0, -1).map(splitNamed);
  return folders.find((split) => split !== 'none') ?? 'none';
};

export const namePrefix: Layout = {
  name: 'name-prefix',
  async recognise({ files, tally }: Tree) {
    const pictures = files.filter(isPicture);
    const counts = new Map<string, number>();
    for (const { path } of pictures) {
      const prefix = prefixOf(path);
      if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
    // A prefix that stands once is a name and no class.
    const classes = new Set([...counts].filter(([, count]) => count > 1).map(([prefix]) => prefix));
    const isNamed = (path: string) => classes.has(prefixOf(path) ?? '');
    const named = pictures.filter(({ path }) => isNamed(path)).length;
    if (classes.size < 2 || 2 * named < pictures.length) return undefined;
    const found: FoundPicture[] = [];
    for (const file of files) {
      if (!isPicture(file)) tally.add(isOtherPicture(file) ? 'other-pictures' : 'not-pictures', file.path);
      else if (isNamed(file.path)) found.push(pictureOf(file, prefixOf(file.path) ?? '', splitOf(file.path)));
      else tally.add('no-class', file.path);
    }
    return { layout: 'name-prefix', pictures: found };
  },
};
