import { describe, expect, it } from 'vitest';
import {
  classNameOf,
  isEnough,
  noShots,
  ofClass,
  pathsOf,
  type Shots,
  withChosen,
  withClass,
  withoutShot,
  withShot,
} from '../../../../src/app/features/data/shots.ts';
import { testedOf } from '../../../../src/data/own/plan.ts';
import { files, many, understood } from '../../../data/own/kit.ts';

/** Takes a picture by each letter into the class that is chosen. */
const taking = (shots: Shots<string>, pictures: string): Shots<string> =>
  [...pictures].reduce(withShot, shots);

/** As the dialog hands them over. */
const shotFiles = (shots: Shots<string>) =>
  files(Object.fromEntries(pathsOf(shots).map(({ path }) => [path, true] as const)));

describe('pictures of the camera', () => {
  it('go into the class that is chosen', () => {
    const cat = taking(withClass<string>(noShots, 'cat'), 'ab');
    const dog = taking(withClass(cat, ' dog '), 'c');
    const back = taking(withClass(dog, 'cat'), 'd');
    expect(back.classes).toEqual(['cat', 'dog']);
    expect(ofClass(back, 0).map(({ picture }) => picture)).toEqual(['a', 'b', 'd']);
    expect(ofClass(taking(withChosen(back, 1), 'e'), 1).map(({ picture }) => picture)).toEqual(['c', 'e']);
  });

  it('are not taken where there is no class', () => {
    expect(taking(noShots, 'a')).toEqual(noShots);
    expect(withClass(noShots, ' / ..'.trim().slice(2))).toEqual(noShots);
  });

  it('are deleted one by one, and the others keep their names', () => {
    const shots = taking(withClass<string>(noShots, '猫'), 'abc');
    expect(pathsOf(withoutShot(shots, 1))).toEqual([
      { path: 'train/猫/00001.jpg', picture: 'a' },
      { path: 'test/猫/00003.jpg', picture: 'c' },
    ]);
  });

  it('are tested on where they are the last of their class in time, whatever was taken between and deleted', () => {
    const cat = taking(withClass<string>(noShots, 'cat'), 'abcdefgh');
    const dog = taking(withClass(cat, 'dog'), 'xyz');
    const more = taking(withClass(dog, 'cat'), 'ij');
    const tested = (shots: Shots<string>) =>
      pathsOf(shots)
        .filter(({ path }) => path.startsWith('test/'))
        .map(({ picture }) => picture)
        .join('');
    expect(tested(dog)).toBe('ghz');
    expect(tested(more)).toBe('zij');
    expect(tested(withoutShot(more, 12))).toBe('hzi');
  });

  it.each([1, 2, 3, 7, 8, 12, 13, 40])('of %i there are as many to test on as of any other data', (count) => {
    const own = pathsOf(taking(withClass<string>(noShots, 'cat'), 'a'.repeat(count)));
    const trained = own.filter(({ path }) => path.startsWith('train/')).length;
    expect(own.slice(0, trained).every(({ path }) => path.startsWith('train/'))).toBe(true);
    expect(count - trained).toBe(testedOf(count));
  });

  it('are read with the split that they bring, also where classes are called as splits are', async () => {
    const test = taking(withClass<string>(noShots, 'test'), 'a'.repeat(10));
    const train = taking(withClass(test, 'train'), 'b'.repeat(5));
    const one = taking(withClass(train, 'owl'), 'c');
    expect(await understood(await shotFiles(one))).toEqual({
      layout: 'image-folder',
      classes: ['owl: 1 + 0', 'test: 8 + 2', 'train: 4 + 1'],
    });
  });

  it('are what is tested on among other files of the same classes, which are learned from', async () => {
    const cat = taking(withClass<string>(noShots, 'cat'), 'a'.repeat(10));
    const dog = taking(withClass(cat, 'dog'), 'b'.repeat(5));
    const mixed = [...(await shotFiles(dog)), ...(await files(many('cat/', 30)))];
    expect(await understood(mixed)).toEqual({
      layout: 'image-folder',
      classes: ['cat: 38 + 2', 'dog: 4 + 1'],
    });
  });

  it('are enough with two classes of two', () => {
    const one = taking(withClass<string>(noShots, 'cat'), 'abcd');
    expect(isEnough(one)).toBe(false);
    expect(isEnough(taking(withClass(one, 'dog'), 'e'))).toBe(false);
    expect(isEnough(taking(withClass(one, 'dog'), 'ef'))).toBe(true);
  });

  it.each([
    ['a/b\\c', 'a-b-c'],
    ['..', ''],
    ['.hidden', 'hidden'],
    ['  two   words ', 'two words'],
  ])('have classes that may be folders: %s', (typed, name) => {
    expect(classNameOf(typed)).toBe(name);
  });
});
