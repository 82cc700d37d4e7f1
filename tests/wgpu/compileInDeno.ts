/** Runs in Deno: compiles WGSL by wgpu and tells what it refuses. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Refused {
  readonly code: string;
  readonly fault: string;
}
export interface Compiled {
  readonly adapter: string;
  readonly refused: readonly Refused[];
}

const exchange = process.argv[2]!;
const codes = JSON.parse(readFileSync(exchange, 'utf8')) as string[];
const adapter = await navigator.gpu.requestAdapter();
if (!adapter) throw new Error('wgpu finds no adapter.');
const device = await adapter.requestDevice();
const refused: Refused[] = [];
for (const code of codes) {
  device.pushErrorScope('validation');
  device.createShaderModule({ code });
  const error = await device.popErrorScope();
  if (error) refused.push({ code, fault: error.message });
}
writeFileSync(exchange, JSON.stringify({ adapter: adapter.info.description, refused } satisfies Compiled));
process.exit(0);
