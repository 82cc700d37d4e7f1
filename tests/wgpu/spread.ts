/**
 * Networks and devices for which the WGSL is compiled by others: what they may differ in, once each; or, to run by hand, every
 * network that has a name, at an odd batch and at the usual one, on every kind of device.
 */
import { presetNames } from '../../src/model/presets.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { makeSpec } from '../specs.ts';
import type { DeviceKind } from './idleDevice.ts';
import type { Case } from './kernelsOf.ts';

const large = { maxComputeWorkgroupStorageSize: 32_768, maxComputeInvocationsPerWorkgroup: 1024 };

const noSubgroups: readonly DeviceKind[] = [
  {},
  { limits: large },
  // Lanes that vary are none to rely on.
  { subgroups: [8, 32], limits: large },
];
const someSubgroups: readonly DeviceKind[] = [
  { subgroups: [4, 4], vendor: 'swiftshader' },
  { subgroups: [8, 8], vendor: 'llvmpipe', limits: large },
  { subgroups: [32, 32] },
  { subgroups: [32, 32], limits: large },
];
const everyDevice = [...noSubgroups, ...someSubgroups];

const sgd = stepSettings(defaultConfig, 0.1);
const settings = [sgd, { ...sgd, optimizer: 'adamw', labelSmoothing: 0.1 }] as const;

const small = [
  makeSpec('resnet8'),
  makeSpec({ block: 'bottleneck', stem: 'imagenet', blocks: [1, 1], width: 16 }, { inputSize: 64 }),
  makeSpec({ block: 'basic', stem: 'cifar', blocks: [1, 1], width: 5 }, { shortcut: 'identity', classes: 7 }),
];
const withoutNorm = makeSpec({ block: 'basic', stem: 'cifar', blocks: [1, 1], width: 8 }, { norm: 'none' });

/** @param all Every network that has a name, not only what they may differ in. */
export function spread(all: boolean): Case[] {
  const named = presetNames.map((name) => makeSpec(name));
  if (all) {
    return [...small, withoutNorm, ...named].flatMap((spec) =>
      [3, 128].flatMap((batch) => everyDevice.map((device) => ({ spec, batch, settings, device }))),
    );
  }
  return [
    ...small.flatMap((spec) => everyDevice.map((device) => ({ spec, batch: 6, settings, device }))),
    // Its passes depend on the device by their numbers of threads and lanes alone.
    ...[everyDevice[1]!, everyDevice[4]!].map((device) => ({
      spec: withoutNorm,
      batch: 6,
      settings,
      device,
    })),
    // Packed halves change every load and store, and nothing that depends on the device.
    ...[everyDevice[1]!, everyDevice[4]!].map(
      (device): Case => ({ spec: small[1]!, batch: 6, settings, device, storage: 'float16' }),
    ),
    // The tiles of wide networks.
    ...noSubgroups.map((device) => ({ spec: makeSpec('resnet18'), batch: 32, settings, device })),
  ];
}
