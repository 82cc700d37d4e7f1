/** The run that the views of frames look at. */
import { expect, it } from 'vitest';
import { runsToLookAt } from '../../../src/app/state/shownRun.ts';

const run = (id: string, shown = true, epochs = 1) => ({ id, shown, epochs: new Array(epochs).fill({}) });
const looked = (own?: string, chosen?: string, all = [run('a'), run('b'), run('c')]) => {
  const { runs, record } = runsToLookAt(all, own, chosen);
  return `${runs.map(({ id }) => id).join(' ')}: ${record?.id}`;
};

it('is the own one, else the newest on the charts, else the one that was chosen', () => {
  expect(looked()).toBe('a b c: c');
  expect(looked('b')).toBe('a b c: b');
  expect(looked('b', 'a')).toBe('a b c: a');
  expect(looked(undefined, 'gone')).toBe('a b c: c');
  expect(looked('not recorded yet')).toBe('a b c: undefined');
});

it('is none of those that are off the charts or have no epoch, but for the own one', () => {
  const all = [run('off', false), run('on'), run('fresh', true, 0)];
  expect(looked(undefined, 'off', all)).toBe('on: on');
  expect(looked('fresh', undefined, all)).toBe('on fresh: fresh');
  expect(looked(undefined, undefined, [])).toBe(': undefined');
});
