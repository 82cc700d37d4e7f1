/**
 * WGSL that reaches elements in memory: float32, or float16 as two packed halves a word. Halves need no feature of the
 * device, since WGSL packs and unpacks them everywhere; all arithmetic is in float32 either way.
 */
import type { Storage } from '../training/storage.ts';

export { bytesPerElement, type Storage, storageFor } from '../training/storage.ts';

/** What a binding of floats holds. */
export interface Elements {
  readonly type: 'vec4f' | 'vec2f' | 'f32';
  readonly storage: Storage;
}

/** WGSL type of a binding. */
export function arrayOf({ type, storage }: Elements): string {
  if (storage === 'float32') return `array<${type}>`;
  return type === 'vec4f' ? 'array<vec2u>' : 'array<u32>';
}

/** WGSL of `load_NAME(i)`: element i of a binding. */
export function loadFunction(name: string, { type, storage }: Elements): string {
  const halves = {
    f32: `return unpack2x16float(${name}[i / 2u])[i % 2u];`,
    vec2f: `return unpack2x16float(${name}[i]);`,
    vec4f: `let words = ${name}[i]; return vec4f(unpack2x16float(words.x), unpack2x16float(words.y));`,
  };
  const load = storage === 'float32' ? `return ${name}[i];` : halves[type];
  return `fn load_${name}(i: u32) -> ${type} { ${load} }\n`;
}

/** WGSL of `store_NAME(i, value)`. Halves are stored in fours; `toHalves` must be declared for them. */
export function storeFunction(name: string, { type, storage }: Elements): string {
  const value = storage === 'float32' ? 'value' : 'to_halves(value)';
  return `fn store_${name}(i: u32, value: ${type}) { ${name}[i] = ${value}; }\n`;
}

/**
 * WGSL of `to_halves`: the nearest halves, to even where two are equally near, infinity from 65,520 on and for what is not
 * a number, so that an overflow shows in all that is computed from it. By whole numbers: `pack2x16float` may round either
 * way, D3D's towards zero, which would shrink every gradient a little, and leaves open what becomes of large values; on
 * llvmpipe it is slower than this.
 *
 * An exponent of float32 exceeds a half's by 112, and its fraction has 13 bits more: 0xc8000000 is −112 · 2²³. Below the
 * least normal half, 2⁻¹⁴, adding ½ leaves in the last bits of the sum how often 2⁻²⁴ is in the value.
 */
export const toHalves = `fn to_halves(value: vec4f) -> vec2u {
  let bits = bitcast<vec4u>(value);
  let size = bits & vec4u(0x7fffffffu);
  let even = (size >> vec4u(13u)) & vec4u(1u);
  let normal = min((size + 0xc8000fffu + even) >> vec4u(13u), vec4u(0x7c00u));
  let small = bitcast<vec4u>(bitcast<vec4f>(size) + 0.5) - 0x3f000000u;
  let halves = select(normal, small, size < vec4u(0x38800000u)) | ((bits >> vec4u(16u)) & vec4u(0x8000u));
  return halves.xz | (halves.yw << vec2u(16u));
}
`;
