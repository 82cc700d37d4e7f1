/** What is said of an experiment, in both languages: no more than its runs show. */
import { describe, expect, it } from 'vitest';
import { justOver } from '../../../../src/app/features/try/several/followExperiments.ts';
import { several as en } from '../../../../src/app/i18n/en/several.ts';
import { several as zh } from '../../../../src/app/i18n/zh/several.ts';
import type { EntryState, QueueEntry } from '../../../../src/app/state/queue.ts';
import { defaultConfig } from '../../../../src/training/settings.ts';

const facts = { measure: 'test', ahead: 'residual', behind: 'plain', gap: 0.0947 } as const;
const interval = { low: 0.0333, high: 0.1561, real: true };

describe('a sentence about a difference', () => {
  it('has its interval and n, and says whether seeds alone may do as much', () => {
    expect(en.compared({ ...facts, n: [3, 3], interval })).toBe(
      'Test accuracy is 9.5 points higher with shortcuts than without shortcuts: more than seeds alone do (95\u00a0% interval 3.3 to 15.6, n = 3 and 3).',
    );
    const none = { low: -0.02, high: 0.2094, real: false };
    expect(en.compared({ ...facts, measure: 'gap', n: [3, 2], interval: none })).toBe(
      'The gap between training and test accuracy is 9.5 points wider with shortcuts than without shortcuts: no more than seeds alone may do (95\u00a0% interval −2.0 to 20.9, n = 3 and 2).',
    );
    expect(zh.compared({ ...facts, n: [3, 3], interval })).toBe(
      '“有捷径分支”的测试准确率比“无捷径分支”高 9.5 个百分点：超过了换种子造成的差别（95\u00a0% 置信区间 3.3 到 15.6，n = 3 和 3）。',
    );
  });

  it('of one run each leaves it open', () => {
    expect(en.compared({ ...facts, gap: 0.57, n: [1, 1] })).toBe(
      'Test accuracy is 57.0 points higher with shortcuts than without shortcuts, in one run of each: whether seeds alone do as much cannot be told.',
    );
    expect(en.told.single('Deeper is better.')).toContain('cannot confirm it');
  });

  it('says how many diverged, and shows no number of none', () => {
    expect(en.diverged('rate-10', 3, 0)).toBe('At a rate of 10, all 3 runs diverged.');
    expect(en.diverged('rate-10', 1, 0)).toBe('At a rate of 10, the one run diverged.');
    expect(en.diverged('rate-10', 1, 2)).toMatch(/^At a rate of 10, 1 of 3 runs diverged;/);
    expect(en.meanAndStd({ n: 0, mean: Number.NaN })).toBe('–');
    expect(zh.meanAndStd({ n: 0, mean: Number.NaN })).toBe('–');
    expect(en.meanAndStd({ n: 3, mean: 0.3133, std: 0.0272 })).toBe('31.3 ± 2.7\u00a0%');
  });
});

describe('the card', () => {
  const entry = (state: EntryState, experiment?: string): QueueEntry => ({
    id: `${state} ${experiment}`,
    config: defaultConfig,
    state,
    ...(experiment !== undefined && { experiment }),
  });
  it('opens when the last run of an experiment is over, and not when its runs were forgotten', () => {
    const before = [entry('done', 'plain-20'), entry('running', 'plain-20'), entry('waiting', 'depth')];
    const after = [entry('done', 'plain-20'), entry('diverged', 'plain-20'), entry('running', 'depth')];
    expect(justOver(after, before)).toBe('plain-20');
    expect(justOver(before, before)).toBeUndefined();
    expect(justOver([], before)).toBeUndefined();
    expect(justOver([entry('done')], [entry('running')])).toBeUndefined();
  });
});
