/** All that WebGPU tells of a device, as plain data for a report. */
import type { DeviceFacts } from '../training/deviceFacts.ts';
import type { TrainingBackend } from './backend.ts';

type Plain = string | number | boolean;
const isPlain = (value: unknown): value is Plain =>
  ['string', 'number', 'boolean'].includes(typeof value) && value !== '';

/** Members of WebGPU's objects are getters of their prototypes, which only `in` finds. */
function plainMembers(object: object): [string, Plain][] {
  const members: [string, Plain][] = [];
  for (const name in object) {
    const value = (object as Record<string, unknown>)[name];
    if (isPlain(value)) members.push([name, value]);
  }
  return members;
}

export function factsOf({ device, adapter, traits }: TrainingBackend): DeviceFacts {
  const limits = plainMembers(device.limits).filter((m): m is [string, number] => typeof m[1] === 'number');
  return {
    adapter: Object.fromEntries(plainMembers(adapter)),
    features: [...device.features].sort(),
    limits: Object.fromEntries(limits),
    traits: { ...traits },
  };
}
