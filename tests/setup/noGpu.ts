/** In the place of the package `webgpu` in unit tests: whoever asks for a GPU there hears where such a test belongs. */
export const globals = {};

export function create(): never {
  throw new Error('A test that needs a GPU belongs in a file named *.gpu.test.ts.');
}
