/** Networks and devices for which the WGSL is compiled by others: what they may differ in, once each. */
import type { ModelSpec } from '../../src/model/spec.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { makeSpec } from '../specs.ts';
import type { DeviceKind } from './idleDevice.ts';

const large = { maxComputeWorkgroupStorageSize: 32_768, maxComputeInvocationsPerWorkgroup: 1024 };

export const devices: Readonly<Record<string, DeviceKind>> = {
  'no subgroups, 16 KiB': {},
  'no subgroups, 32 KiB': { limits: large },
  'lanes that vary': { subgroups: [8, 32], limits: large },
  '4 lanes of SwiftShader': { subgroups: [4, 4], vendor: 'swiftshader' },
  '8 lanes of llvmpipe': { subgroups: [8, 8], vendor: 'llvmpipe', limits: large },
  '32 lanes, 16 KiB': { subgroups: [32, 32] },
  '32 lanes, 32 KiB': { subgroups: [32, 32], limits: large },
};

export const networks: Readonly<Record<string, ModelSpec>> = {
  resnet8: makeSpec('resnet8'),
  resnet18: makeSpec('resnet18'),
  bottleneck: makeSpec(
    { block: 'bottleneck', stem: 'imagenet', blocks: [1, 1], width: 16 },
    { inputSize: 64 },
  ),
  'odd channels, identity': makeSpec(
    { block: 'basic', stem: 'cifar', blocks: [1, 1], width: 5 },
    { shortcut: 'identity', classes: 7 },
  ),
};

const sgd = stepSettings(defaultConfig, 0.1);
export const settings: readonly StepSettings[] = [sgd, { ...sgd, optimizer: 'adamw', labelSmoothing: 0.1 }];
