/**
 * How feature maps and copies of weights lie in memory: float32, or float16 as two packed halves a word. Halves need no
 * feature of the device, since WGSL packs and unpacks them everywhere; all arithmetic is in float32 either way.
 */

export type Storage = 'float32' | 'float16';

/** Bytes of an element. */
export const bytesPerElement = (storage: Storage): number => (storage === 'float16' ? 2 : 4);

/**
 * How a tensor whose innermost length is `channels` is stored where `wanted` is asked for: halves only in fours. Threads
 * that write single elements would have to share a word. What is left, the pictures above all, is small.
 */
export const storageFor = (wanted: Storage, channels: number): Storage =>
  channels % 4 === 0 ? wanted : 'float32';

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
 * WGSL of `to_halves`: the nearest halves, to even where two are equally near. `pack2x16float` alone may round either
 * way, and D3D's rounds towards zero, which would shrink every gradient a little; what is rounded already passes it
 * unchanged. It also leaves open what becomes of values beyond the largest half, 65,504: here that is infinity, so that
 * an overflow shows in all that is computed from it.
 */
export const toHalves = `fn to_halves(value: vec4f) -> vec2u {
  let bits = bitcast<vec4u>(value);
  let rounded = (bits + 0xfffu + ((bits >> vec4u(13u)) & vec4u(1u))) & vec4u(0xffffe000u);
  let over = (bits & vec4u(0x7fffffffu)) >= vec4u(0x477ff000u);
  let largest = (bits & vec4u(0x80000000u)) | vec4u(0x477fe000u);
  let near = bitcast<vec4f>(select(rounded, largest, over));
  // What follows the largest half is infinity.
  let beyond = select(vec4u(0u), vec4u(1u), over);
  return vec2u(pack2x16float(near.xy), pack2x16float(near.zw)) + beyond.xz + (beyond.yw << vec2u(16u));
}
`;
