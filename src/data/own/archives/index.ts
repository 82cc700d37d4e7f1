/** Archives in a tree become the files in them: a zip that was dropped, or `train.zip` beside `test.zip`. */

import { letters, startsWith } from '../../pictureFiles/bytes.ts';
import { addAll } from '../addAll.ts';
import { OwnDataError } from '../ownDataError.ts';
import { atHand, baseName, extensionOf, type OwnFile, renamed, sliceOf, type Tree, treeOf } from '../tree.ts';
import { gunzipped, gunzippedHead, isGzip } from './gzip.ts';
import { isTar, tarFiles } from './tar.ts';
import { zipFiles } from './zip.ts';

/** Archives in archives; more are not looked into. */
const deepest = 2;
/** Archives that a folder may have beside each other. */
const mostArchives = 64;

const names = ['zip', 'tm', 'tar', 'gz', 'tgz', 'npz', '7z', 'rar', 'xz', 'bz2', 'zst'];

const foreign: readonly (readonly [string, readonly number[]])[] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
];

/** `train.tar.gz` is unpacked beside itself, as `train`. */
const stem = (path: string): string => baseName(path).replace(/\.(zip|tm|tgz|tar\.gz|tar)$/i, '');

/** The files of an archive; undefined where a file is none that stands for a folder. */
async function opened(found: OwnFile): Promise<OwnFile[] | undefined> {
  const file = await atHand(found);
  const head = await sliceOf(file, 0, 65_536);
  if (letters(head, 0, 2) === 'PK' && extensionOf(file.path) !== 'npz') return zipFiles(file);
  if (isTar(head)) return tarFiles(await sliceOf(file, 0, file.size), file.path);
  if (isGzip(head) && isTar(gunzippedHead(head, 512))) return tarFiles(await gunzipped(file), file.path);
  const other = foreign.find(([, mark]) => startsWith(head, mark));
  if (other) throw new OwnDataError({ kind: 'packed-otherwise', name: file.path, format: other[0] });
  return undefined;
}

/** Files of an archive lie in a folder of its name, unless that is the only folder in it or the archive is all that there is. */
function within(folder: string, files: readonly OwnFile[]): OwnFile[] {
  const doubled = folder === '' || files.every(({ path }) => path.startsWith(`${folder}/`));
  return doubled ? [...files] : files.map((file) => renamed(file, `${folder}/${file.path}`));
}

/** @throws OwnDataError for archives that are damaged, locked, too large or of another kind. */
export async function withArchivesOpened(tree: Tree, depth = 0): Promise<Tree> {
  const archives = tree.files.filter(({ path }) => names.includes(extensionOf(path)));
  // Among pictures an archive is one file more.
  if (archives.length === 0 || archives.length > mostArchives || depth === deepest) return tree;
  const others = tree.files.filter((file) => !archives.includes(file));
  if (others.length > archives.length + 4) return tree;
  const files: OwnFile[] = [...others];
  let changed = false;
  for (const archive of archives) {
    const inside = await opened(archive);
    if (!inside) files.push(archive);
    else {
      changed = true;
      addAll(
        files,
        within(tree.files.length === 1 ? '' : stem(archive.path), treeOf(inside, tree.tally).files),
      );
    }
  }
  return changed ? withArchivesOpened(treeOf(files, tree.tally), depth + 1) : tree;
}
