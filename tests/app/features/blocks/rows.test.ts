/** What the table of blocks says where it has no number, and as CSV. */
import { expect, it } from 'vitest';
import { blocksCsv, missingOf } from '../../../../src/app/features/blocks/table/rows.ts';

const whole = { vitals: { step: 1, blocks: [] }, probes: [] };

it('a missing number has its reason', () => {
  const block = { name: 'layer1.0' };
  expect(missingOf('branch', { name: 'stem' }, whole, true)).toBe('stem');
  expect(missingOf('branch', block, whole, true)).toBe('plain');
  expect(missingOf('branch', block, whole, false)).toBe('unmeasured');
  expect(missingOf('dead', block, {}, false)).toBe('unlooked');
  expect(missingOf('probe', block, {}, false)).toBe('unprobed');
  expect(missingOf('probe', block, whole, false)).toBe('unmeasured');
});

it('the table is copied with a column for every measure, and empty where there is no number', () => {
  const rows = [
    { name: 'stem', values: { probe: 0.25, gradient: 1.5 } },
    { name: 'layer1.0', values: { branch: 0.125, dead: 0 } },
  ];
  expect(blocksCsv(rows)).toBe(
    'block,probe,branch,gradient,mean,deviation,dead,update\nstem,0.25,,1.5,,,,\nlayer1.0,,0.125,,,,0,',
  );
});
