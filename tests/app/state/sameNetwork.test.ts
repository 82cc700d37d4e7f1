/** Which networks are the same, and which one that trains can become. */
import { expect, it } from 'vitest';
import { canBecome, sameNetwork } from '../../../src/app/state/sameNetwork.ts';
import { presets } from '../../../src/model/presets.ts';
import { defaultConfig } from '../../../src/training/settings.ts';

it('a network becomes one that differs in its blocks alone, over as many stages, and that has shortcuts', () => {
  const deeper = { ...defaultConfig, ...presets.resnet32 };
  expect(sameNetwork(defaultConfig, deeper)).toBe(false);
  expect(canBecome(defaultConfig, deeper)).toBe(true);
  expect(canBecome(deeper, { ...defaultConfig, learningRate: 3 })).toBe(true);
  expect(canBecome(defaultConfig, { ...deeper, width: 8 })).toBe(false);
  expect(canBecome(defaultConfig, { ...defaultConfig, ...presets.resnet18 })).toBe(false);
  expect(canBecome(defaultConfig, { ...deeper, shortcut: 'none' })).toBe(false);
  const plain = { ...defaultConfig, shortcut: 'none' } as const;
  expect(canBecome(plain, { ...plain, ...presets.resnet32 })).toBe(false);
});
