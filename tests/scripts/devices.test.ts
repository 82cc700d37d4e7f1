/** The table of devices is made from the reports beside it, and says plainly where a device computes wrong. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programOf, rowOf, withTable } from '../../scripts/devices.ts';

const report = {
  version: '0.1.0',
  agent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  device: 'a card',
  software: false,
  checked: [
    { name: 'resnet8', batchSize: 8, families: ['tiled'], deviation: 2.4e-6, limit: 1e-4, of: 'loss' },
  ],
  reports: [
    {
      device: 'a card',
      rooflineGflops: 1234.5,
      results: [
        {
          engine: 'fused' as const,
          model: 'resnet18',
          batchSize: 128,
          stepMs: { min: 1, median: 1, max: 1 },
          hostMs: 1,
          imagesPerSecond: 3210.4,
          gflops: 1,
          rooflineFraction: 0.456,
          dispatches: 1,
          submits: 1,
          gpuBytes: 1,
          warmupMs: 1,
        },
      ],
    },
  ],
};

describe('the table of devices', () => {
  it('is that of the reports', () => {
    const text = readFileSync('docs/DEVICES.md', 'utf8');
    expect(text).toContain('| software |');
    expect(withTable(text), 'run `npm run devices`').toBe(text);
  });

  it('has a device in a line, with a dash for what was not measured', () => {
    expect(rowOf('card.json', report)).toBe(
      '| [a card](devices/card.json) | graphics card | Edge 142 | 0.1.0 | yes, 2e-6 | 1230 | – | – | 3210 (128; 46 %) | – |',
    );
  });

  it('says what is wrong', () => {
    const [checked] = report.checked;
    const wrong = (deviation: number) =>
      rowOf('card.json', { ...report, checked: [{ ...checked!, deviation }] });
    expect(wrong(0.5)).toContain('| **no**: loss, 5e-1 |');
    expect(wrong(Number.NaN)).toContain('| **no**: loss, not a number |');
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140'],
    [
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari 26',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
      'Chromium 143',
    ],
    ['Node v22.1.0', 'Node v22.1.0'],
  ])('names the program of %s', (agent, program) => {
    expect(programOf(agent)).toBe(program);
  });
});
