import { expect, it } from 'vitest';
import { en } from '../../../src/app/i18n/en/index.ts';
import { zh } from '../../../src/app/i18n/zh/index.ts';

const cases: [number, string, string][] = [
  [0.52, '0.5 s', '0.5 秒'],
  [9.96, '10 s', '10 秒'],
  [59.7, '1 min', '1 分钟'],
  [60, '1 min', '1 分钟'],
  [118, '2 min', '2 分钟'],
  [91, '1 min 30 s', '1 分钟 30 秒'],
  [598, '10 min', '10 分钟'],
  [3590, '1 h', '1 小时'],
  [32_640, '9 h 4 min', '9 小时 4 分钟'],
  [40 * 86_400, '40 days', '40 天'],
];

it.each(cases)('%d seconds are said in two places, without parts of zero', (seconds, english, chinese) => {
  const said = [en, zh].map(({ estimate }) => estimate.duration(seconds));
  expect(said.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([english, chinese]);
  expect(said[1]).toContain('\u00a0');
});
