import { describe, expect, it } from 'vitest';
import {
  AssignmentError,
  type AssignmentPlan,
  assignmentFrom,
  assignmentHash,
  assignmentOf,
} from '../../src/training/assignment.ts';
import { defaultConfig, isAdjustable, type RunConfig, settingKeys } from '../../src/training/settings.ts';
import { everyKey, otherValue } from './assignments.ts';

const plan = (more: Partial<AssignmentPlan> = {}): AssignmentPlan => ({
  freedom: everyKey('free'),
  values: defaultConfig,
  bounds: {},
  task: '',
  ...more,
});

const changeable = settingKeys.filter(isAdjustable);

describe('an assignment', () => {
  it.each(changeable)('keeps %s, fixed or hidden, at its value, through its text and back', (key) => {
    const value = otherValue(key);
    expect(value).toBeDefined();
    for (const freedom of ['fixed', 'hidden'] as const)
      for (const given of [defaultConfig[key], value]) {
        const values = { ...defaultConfig, [key]: given };
        const made = assignmentOf(plan({ freedom: { ...everyKey('free'), [key]: freedom }, values }));
        const read = assignmentFrom(made.texts);
        expect(read.texts).toEqual(made.texts);
        expect(read.locks(key)).toBe(true);
        expect(read.hides(key)).toBe(freedom === 'hidden');
        const other = { ...defaultConfig, [key]: given === value ? defaultConfig[key] : value };
        const { config, kept } = read.admit(other);
        expect(kept).toEqual([key]);
        expect(config[key]).toEqual(given);
        expect(read.admit(config)).toEqual({ config, kept: [] });
      }
  });

  it.each(changeable)('leaves %s free where all else is kept', (key) => {
    const read = assignmentFrom(
      assignmentOf(plan({ freedom: { ...everyKey('fixed'), [key]: 'free' } })).texts,
    );
    const config = { ...defaultConfig, [key]: otherValue(key) };
    expect(read.admit(config)).toEqual({ config, kept: [] });
    const others = settingKeys.filter((other) => other !== key && isAdjustable(other));
    const all = Object.fromEntries(changeable.map((other) => [other, otherValue(other)])) as RunConfig;
    expect(read.admit({ ...defaultConfig, ...all }).kept).toEqual(others);
  });

  it('keeps a free number within its bounds', () => {
    const { texts } = assignmentOf(plan({ bounds: { learningRate: { min: 0.01, max: 0.5 } } }));
    expect(texts.lock).toBe('free*learning-rate_free_0.01_0.5');
    const read = assignmentFrom(texts);
    expect(read.locks('learningRate')).toBe(false);
    const rateFor = (learningRate: number) => read.admit({ ...defaultConfig, learningRate });
    expect(rateFor(3)).toMatchObject({ config: { learningRate: 0.5 }, kept: ['learningRate'] });
    expect(rateFor(0)).toMatchObject({ config: { learningRate: 0.01 }, kept: ['learningRate'] });
    expect(rateFor(0.2)).toMatchObject({ config: { learningRate: 0.2 }, kept: [] });
  });

  it('lets a default follow what was set back, and no value that somebody set', () => {
    const freedom = { ...everyKey('free'), optimizer: 'fixed' as const };
    const read = assignmentOf(plan({ freedom, values: { ...defaultConfig, optimizer: 'adamw' } }));
    expect(read.admit(defaultConfig).config).toMatchObject({ optimizer: 'adamw', learningRate: 0.002 });
    const set = { ...defaultConfig, learningRate: 0.03 };
    expect(read.admit(set).config).toMatchObject({ optimizer: 'adamw', learningRate: 0.03 });
  });

  it('names hidden settings in a refusal only where there are no others', () => {
    const freedom = { ...everyKey('fixed'), seed: 'hidden' as const };
    const read = assignmentOf(plan({ freedom }));
    expect(read.refusal('change', ['width', 'seed'])).toMatchObject({ settings: [{ key: 'width' }] });
    expect(read.refusal('change', ['seed'])).toMatchObject({ settings: [{ key: 'seed' }] });
  });

  it('is short, and needs no escapes in an address', () => {
    const freedom = { ...everyKey('fixed'), blocks: 'free', learningRate: 'free', seed: 'hidden' } as const;
    const { lock } = assignmentOf(plan({ freedom, values: { ...defaultConfig, epochs: 5 } })).texts;
    expect(lock).toBe('fixed*blocks_free*learning-rate_free*epochs_fixed_5*seed_hidden');
    expect(new URLSearchParams({ lock }).toString()).toBe(`lock=${lock}`);
  });

  it.each([
    '',
    'locked',
    'free*',
    'free*depth_fixed',
    'free*model_fixed_resnet8',
    'free*width_kept',
    'free*width_fixed_0',
    'free*width_fixed_16_32',
    'free*width_fixed*width_free',
    'free*epochs_free_5',
    'free*epochs_free_9_5',
    'free*epochs_free_1_5000',
    'free*optimizer_free_sgd_adamw',
    `free${'*width_fixed'.repeat(1000)}`,
  ])('is refused as a whole where its text is %s', (lock) => {
    expect(() => assignmentFrom({ lock, task: '' })).toThrow(AssignmentError);
  });

  it('takes a task on one line and not without end, and is told apart by both texts', async () => {
    expect(assignmentFrom({ lock: 'free', task: ` a\nb${'c'.repeat(9999)}` }).task).toMatch(/^a b(c{397})$/);
    const [a, b] = await Promise.all(
      ['free', 'fixed'].map((lock) => assignmentHash({ lock, task: 'the same' })),
    );
    expect(a).toMatch(/^[0-9a-f]{64}$/);
    expect(a).not.toBe(b);
  });
});
