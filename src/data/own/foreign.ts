/** Files that hold pictures or more in a form that is not read here, so that a refusal can name it. */
import { letters, startsWith } from '../pictureFiles/bytes.ts';
import { extensionOf, type OwnFile, sliceOf } from './tree.ts';

/** By the first bytes. */
const marks: readonly (readonly [string, (head: Uint8Array) => boolean])[] = [
  ['MATLAB', (head) => letters(head, 0, 6) === 'MATLAB'],
  ['HDF5', (head) => startsWith(head, [0x89, 0x48, 0x44, 0x46])],
  ['Arrow', (head) => letters(head, 0, 6) === 'ARROW1'],
  ['SQLite', (head) => letters(head, 0, 6) === 'SQLite'],
  ['PDF', (head) => letters(head, 0, 4) === '%PDF'],
];

/** By the name, as they have no mark of their own. */
const extensions: Readonly<Record<string, string>> = {
  tfrecord: 'TFRecord',
  tfrecords: 'TFRecord',
  mdb: 'LMDB',
  rec: 'RecordIO',
  beton: 'FFCV',
  mp4: 'MP4',
  mov: 'QuickTime',
  webm: 'WebM',
};

/** The name of its format; undefined where it is nothing that is known. */
export async function foreignFormat(file: OwnFile): Promise<string | undefined> {
  // TensorFlow Datasets has `…tfrecord-00000-of-00001`.
  const byName = extensions[extensionOf(file.path).replace(/-\d+-of-\d+$/, '')];
  if (byName !== undefined) return byName;
  const head = await sliceOf(file, 0, 64);
  return marks.find(([, holds]) => holds(head))?.[0];
}
