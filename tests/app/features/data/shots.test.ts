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

/** Takes a picture by each letter into the class that is chosen. */
const taking = (shots: Shots<string>, pictures: string): Shots<string> =>
  [...pictures].reduce(withShot, shots);

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
      { path: '猫/00001.jpg', picture: 'a' },
      { path: '猫/00003.jpg', picture: 'c' },
    ]);
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
