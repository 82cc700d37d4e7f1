import { describe, expect, it } from 'vitest';
import {
  type Flow,
  type FlowEvent,
  isFresh,
  keyOf,
  matching,
  namesake,
  next,
  obstacle,
  rowsOf,
  startingFlow,
  tidied,
  titleOf,
} from '../../../../src/app/features/data/flow.ts';
import { classOf, previewOf } from './previews.ts';

const after = (events: readonly FlowEvent[], from: Flow = startingFlow): Flow => events.reduce(next, from);
const cats = previewOf([classOf('cat', 10), classOf('dog', 20)]);
const progress = { done: 3, total: 30 };

describe('the dialog of data sets', () => {
  it('goes from files to a preview, and keeps how pictures are made small for the next ones', () => {
    const flow = after([
      { type: 'given', taken: false },
      { type: 'progress', progress },
      { type: 'understood', preview: cats },
      { type: 'set', options: { imageSize: 64, fit: 'whole', title: 'pets' } },
    ]);
    expect(flow).toMatchObject({ step: { at: 'preview' }, preview: cats, title: 'pets', imageSize: 64 });
    expect(after([{ type: 'over' }], flow)).toEqual({ ...startingFlow, imageSize: 64, fit: 'whole' });
    expect(after([{ type: 'given', taken: true }], flow)).toMatchObject({
      title: '',
      taken: true,
    });
  });

  it('says why nothing is made, where files are chosen, or where the preview still is', () => {
    const problem = { kind: 'nothing-there' } as const;
    expect(
      after([
        { type: 'given', taken: false },
        { type: 'over', problem },
      ]).step,
    ).toEqual({
      at: 'choosing',
      problem,
    });
    const making = after([
      { type: 'understood', preview: cats },
      { type: 'making' },
      { type: 'progress', progress },
    ]);
    expect(making.step).toEqual({ at: 'making', progress });
    const stopped = after([{ type: 'not-made', problem }], making);
    expect(stopped).toMatchObject({ step: { at: 'preview', problem }, preview: cats });
    // A count that comes late changes nothing.
    expect(after([{ type: 'progress', progress }], stopped)).toBe(stopped);
  });

  it('shows pictures of a class under its new name, and asks anew for another size or fit', () => {
    const pixels = new Uint8ClampedArray(32 * 32 * 4);
    const look = { imageSize: 32, fit: 'crop' } as const;
    const seen = after([
      { type: 'understood', preview: cats },
      { type: 'seen', look, pictures: new Map([['cat', [pixels]]]) },
      { type: 'mended', preview: previewOf([{ ...classOf('cat', 10), name: 'kitten' }, classOf('dog', 20)]) },
    ]);
    const [kitten] = seen.preview?.classes ?? [];
    expect(kitten && isFresh(seen, keyOf(kitten))).toBe(true);
    expect(isFresh(seen, 'dog')).toBe(false);
    expect(isFresh(after([{ type: 'set', options: { fit: 'whole' } }], seen), 'cat')).toBe(false);
    // Until others are there, those stay.
    expect(after([{ type: 'set', options: { fit: 'whole' } }], seen).sheets.get('cat')?.pictures).toEqual([
      pixels,
    ]);
  });
});

describe('classes of a preview', () => {
  it('have what they come to in each split', () => {
    expect(rowsOf(cats).map(({ name, train, test }) => [name, train, test])).toEqual([
      ['cat', 8, 2],
      ['dog', 16, 4],
    ]);
  });

  it.each<[string, Parameters<typeof previewOf>[0], ReturnType<typeof obstacle>]>([
    ['two', cats.classes, undefined],
    ['none that is in', [classOf('cat', 5, true)], { kind: 'nothing-there' }],
    ['one that is in', [classOf('cat', 5), classOf('dog', 5, true)], { kind: 'one-class', name: 'cat' }],
    ['two of one picture', [classOf('cat', 1), classOf('dog', 1)], { kind: 'nothing-to-test' }],
    [
      '1,001',
      Array.from({ length: 1001 }, (_, i) => classOf(`c${i}`, 2)),
      { kind: 'too-many-classes', classes: 1001, most: 1000 },
    ],
    [
      '1,001, of which one is left out',
      Array.from({ length: 1001 }, (_, i) => classOf(`c${i}`, 2, i === 7)),
      undefined,
    ],
  ])('are enough or not: %s', (_, classes, problem) => {
    expect(obstacle(rowsOf(previewOf(classes)))).toEqual(problem);
  });

  it('are found by words of their names, in any script', () => {
    const rows = rowsOf(previewOf(['Black cat', 'white cat', '小猫'].map((name) => classOf(name, 2))));
    const names = (query: string) => matching(rows, query).map(({ name }) => name);
    expect(names('cat')).toEqual(['Black cat', 'white cat']);
    expect(names(' CAT black ')).toEqual(['Black cat']);
    expect(names('猫')).toEqual(['小猫']);
    expect(names('')).toHaveLength(3);
  });

  it('have names of their own, however they are typed', () => {
    const rows = rowsOf(previewOf([classOf('café', 2), classOf('tea', 2)]));
    expect(namesake(rows, 1, tidied('  cafe\u0301 '))?.index).toBe(0);
    expect(namesake(rows, 0, tidied('café'))).toBeUndefined();
  });
});

describe('the title of what was given', () => {
  it.each<[string | undefined, readonly string[]]>([
    ['pets', ['pets/cat/1.png', 'pets/dog/2.png']],
    ['宠物', ['宠物/猫/1.png', '宠物/狗/2.png']],
    ['cifar-10-binary', ['cifar-10-binary.tar.gz']],
    ['my photos', ['my photos.zip']],
    [undefined, ['.zip']],
    [undefined, ['cat.1.png', 'dog.2.png']],
    [undefined, ['cat/1.png', 'dog/2.png']],
    [undefined, []],
  ])('%s', (title, paths) => {
    expect(titleOf(paths.map((path) => ({ path })))).toBe(title);
  });
});
