/** What is dropped on the page: what it is for, and the files in folders. Entries are made up as a browser hands them over. */
import { describe, expect, it } from 'vitest';
import { isData } from '../../../../src/app/features/data/given.ts';
import { droppedFiles } from '../../../../src/app/ui/droppedFiles.ts';

const file = (name: string, content = ''): File => new File([content], name);

function fileEntry(name: string): FileSystemFileEntry {
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (done: (file: File) => void) => done(file(name)),
  } as FileSystemFileEntry;
}

/** @param unreadable Fails as a folder does that the browser may not read. */
function folderEntry(
  name: string,
  inside: readonly FileSystemEntry[],
  unreadable = false,
): FileSystemDirectoryEntry {
  const createReader = () => {
    let at = 0;
    return {
      readEntries(done: (entries: FileSystemEntry[]) => void, failed: (error: DOMException) => void) {
        if (unreadable) return failed(new DOMException('', 'NotReadableError'));
        done(inside.slice(at, at + 100));
        at += 100;
      },
    };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemDirectoryEntry;
}

const one = (given: File) => ({ entries: [], files: [given] });
const several = (...names: string[]) => ({ entries: [], files: names.map((name) => file(name)) });

/** The head of a zip whose first entry has a name. */
const zip = (first: string) =>
  `PK\u0003\u0004${'\0'.repeat(22)}${String.fromCharCode(first.length)}\0\0\0${first}`;

describe('what is dropped', () => {
  it.each<[boolean, string, Parameters<typeof isData>[0]]>([
    [true, 'a folder', { entries: [folderEntry('pets', [])], files: [file('pets')] }],
    [true, 'a zip', one(file('pets.zip', zip('cat/1.png')))],
    [true, 'several pictures', several('cat.1.jpg', 'dog.2.PNG')],
    [true, 'pictures and a table', several('labels.csv', '1.png')],
    [true, 'IDX files', several('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz')],
    [true, 'one IDX file', one(file('t10k-images.idx3-ubyte'))],
    [true, 'arrays', one(file('mnist.npz', zip('x_train.npy')))],
    [true, 'a table', one(file('train.csv', 'label,pixel0'))],
    [true, 'a batch of CIFAR', one(file('data_batch_1'))],
    [true, 'an archive that is not unpacked here', one(file('pets.rar', 'Rar!'))],
    [false, 'one picture', one(file('cat.jpg'))],
    [false, 'weights', one(file('model.safetensors'))],
    [false, 'weights in an archive', one(file('model.safetensors.gz'))],
    [false, 'weights of PyTorch that are called zip', one(file('weights.zip', zip('archive/data.pkl')))],
    [false, 'several weights', several('a.safetensors', 'b.safetensors')],
    [false, 'nothing', several()],
  ])('%s: %s', async (data, _, dropped) => {
    expect(await isData(dropped)).toBe(data);
  });

  it('is taken with its folders, those of more than a hundred files too', async () => {
    const many = Array.from({ length: 250 }, (_, i) => fileEntry(`${i}.png`));
    const entries = [
      folderEntry('pets', [
        folderEntry('cat', many),
        folderEntry('狗', [fileEntry('1.png'), fileEntry('.DS_Store')]),
        folderEntry('locked', [fileEntry('1.png')], true),
        folderEntry('.git', [fileEntry('config')]),
      ]),
    ];
    const paths = (await droppedFiles({ entries, files: [] }, 1000)).map(({ path }) => path);
    expect(paths).toHaveLength(251);
    expect(paths).toContain('pets/cat/249.png');
    expect(paths).toContain('pets/狗/1.png');
    expect(await droppedFiles({ entries, files: [] }, 120)).toHaveLength(120);
  });
});
