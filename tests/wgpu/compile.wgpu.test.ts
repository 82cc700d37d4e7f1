/** Our WGSL in compilers that Chrome has no part in. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sparing } from '../webgpu/harness.ts';
import { type Shaders, shadersOf } from './kernelsOf.ts';
import { faultOf, nagaVersion } from './naga.ts';
import { spread } from './spread.ts';

const subgroups = 'enable subgroups;\n';

describe('the WGSL of a spread of networks and devices', () => {
  const all: Shaders = new Map();
  const withSubgroups = (yes: boolean): string[] =>
    [...all.keys()].filter((code) => code.startsWith(subgroups) === yes);

  beforeAll(async () => {
    for (const one of spread(!sparing)) for (const [code, name] of await shadersOf(one)) all.set(code, name);
  });

  it('compiles in wgpu where it needs no feature', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter!.requestDevice();
    const refused = async (code: string): Promise<string | undefined> => {
      device.pushErrorScope('validation');
      device.createShaderModule({ code });
      return (await device.popErrorScope())?.message;
    };
    expect(await refused('fn f() { let x: u32 = 1.0f; }')).toMatch('error');

    const codes = withSubgroups(false);
    const faults: string[] = [];
    for (const code of codes) {
      const fault = await refused(code);
      if (fault) faults.push(`${all.get(code)}: ${fault}`);
    }
    device.destroy();
    console.info(`wgpu compiled ${codes.length - faults.length} of ${codes.length} kernels.`);
    expect(codes.length).toBeGreaterThan(500);
    expect(faults).toEqual([]);
  });

  // naga knows the functions, but not yet the line that asks for them (wgpu#5555): it is taken away here.
  it('with subgroups is accepted by naga, but for the line that enables them', () => {
    const codes = withSubgroups(true);
    expect(faultOf(codes[0]!)).toMatch('not yet supported');
    const faults = codes.map((code) => faultOf(code.slice(subgroups.length))).filter((f) => f !== undefined);
    console.info(`naga ${nagaVersion} accepted ${codes.length - faults.length} of ${codes.length} kernels.`);
    expect(codes.length).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });
});
