/** naga, the compiler of WGSL in wgpu, as WebAssembly (tools/), with every capability on. */

/** The part of its interface that the tests use; typed here, because tools/ is not installed for everyone. */
interface Naga {
  readonly nagaVersion: string;
  parseWgsl(source: string): { free(): void };
  validate(module: object): { free(): void };
}

const path = './tools/node_modules/naga-wasm/dist/node.js';
const naga = (await import(/* @vite-ignore */ path)) as Naga;

export const { nagaVersion } = naga;

/** naga's report of what is wrong with a text; nothing where it is accepted. */
export function faultOf(code: string): string | undefined {
  try {
    const module = naga.parseWgsl(code);
    try {
      naga.validate(module).free();
    } finally {
      module.free();
    }
  } catch (error) {
    return (error as { formatted?: string }).formatted ?? String(error);
  }
  return undefined;
}
