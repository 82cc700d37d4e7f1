/** Facts of an own set from outside: those that its name contradicts are none. */

import * as v from 'valibot';
import { expect, it } from 'vitest';
import { ownFacts as check } from '../../../src/data/own/ownFacts.ts';
import { ownFacts as facts } from '../../formats/ownFacts.ts';

it('are as they were, whatever their words', () => {
  expect(v.parse(check, facts)).toEqual(facts);
});

it.each<[string, object | undefined]>([
  ['nothing', undefined],
  ['a ready set', { name: 'cifar10' }],
  ['another size', { imageSize: 64 }],
  ['another number of classes', { classes: facts.classes.slice(1) }],
  ['another number of training pictures', { images: { train: 13, test: 5 } }],
  ['another number of test pictures', { images: { train: 12, test: 6 } }],
  ['a sample that is not there', { samples: [{ index: 5, label: 0 }] }],
  ['the hash of another', { hash: 'a'.repeat(64) }],
  ['no deviation', { std: [0, 1, 1] }],
])('are refused of %s', (_, change) => {
  expect(v.is(check, change && { ...facts, ...change })).toBe(false);
});
