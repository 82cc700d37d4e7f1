/** A project file of Teachable Machine, which is a zip: `manifest.json` and the pictures as `CLASS-!-NUMBER`, beside each other. */
import type { FoundPicture } from '../found.ts';
import { isPicture, pictureOf } from '../pictureFiles.ts';
import { baseName, type OwnFile, type Tree } from '../tree.ts';
import type { Layout } from './layout.ts';

const mark = '-!-';

export const teachableMachine: Layout = {
  name: 'teachable-machine',
  async recognise({ files, tally }: Tree) {
    const isSample = ({ path }: OwnFile) => path.includes(mark);
    if (!files.some(isSample) || !files.some(({ path }) => baseName(path) === 'manifest.json'))
      return undefined;
    const found: FoundPicture[] = [];
    for (const file of files) {
      const name = file.path.slice(0, file.path.lastIndexOf(mark));
      if (isSample(file) && (isPicture(file) || !baseName(file.path).includes('.')))
        found.push(pictureOf(file, baseName(name), 'none'));
      else if (baseName(file.path) !== 'manifest.json') tally.add('not-pictures', file.path);
    }
    return { layout: 'teachable-machine', pictures: found };
  },
};
