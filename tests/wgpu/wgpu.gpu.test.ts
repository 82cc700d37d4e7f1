/** Our WGSL in compilers that Chrome has no part in. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Compiled } from './compileInDeno.ts';
import { installTools, loadNaga, runInDeno } from './independent.ts';
import { type Shaders, shadersOf } from './kernelsOf.ts';
import { devices, networks, settings } from './spread.ts';

beforeAll(installTools);

const subgroups = 'enable subgroups;\n';

describe('the WGSL of a spread of networks and devices', () => {
  const all: Shaders = new Map();
  beforeAll(async () => {
    for (const spec of Object.values(networks))
      for (const device of Object.values(devices))
        for (const [code, name] of await shadersOf({ spec, batch: 6, settings, device })) all.set(code, name);
  });
  const withSubgroups = (yes: boolean): string[] =>
    [...all.keys()].filter((code) => code.startsWith(subgroups) === yes);

  it('compiles in wgpu where it needs no feature', () => {
    const codes = withSubgroups(false);
    const wrong = '@compute @workgroup_size(1) fn main() { let x: u32 = 1.0f; }';
    const { adapter, refused: everything } = runInDeno<Compiled>('compileInDeno.ts', [...codes, wrong]);
    const refused = everything.filter(({ code }) => code !== wrong);
    console.info(`wgpu on ${adapter} compiled ${codes.length - refused.length} of ${codes.length} kernels.`);
    expect(codes.length).toBeGreaterThan(500);
    expect(refused.map(({ code, fault }) => `${all.get(code)}: ${fault}`)).toEqual([]);
    // What is wrong is found.
    expect(everything.length).toBe(1);
  });

  // naga knows the functions, but not yet the line that asks for them (wgpu#5555): it is taken away here.
  it('with subgroups is accepted by naga, but for the line that enables them', async () => {
    const naga = await loadNaga();
    const codes = withSubgroups(true);
    const faults = codes.map((code) => naga.faultOf(code.slice(subgroups.length)));
    console.info(`${naga.version} accepted ${faults.filter((f) => !f).length} of ${codes.length} kernels.`);
    expect(codes.length).toBeGreaterThan(100);
    expect(faults.filter((f) => f !== undefined)).toEqual([]);
    expect(naga.faultOf(codes[0]!)).toMatch('not yet supported');
  });
});
