/** Seeded damage to values and texts: what another version, an extension or somebody with bad intentions makes of them. */
import type { Pick } from '../formats/mutations.ts';

const oneOf = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;

const cyclic: Record<string, unknown> = {};
cyclic.itself = cyclic;
const nested = (depth: number): unknown => {
  let value: unknown = [];
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};

/** What postMessage and the database carry, and JSON does not. */
const hostile: readonly unknown[] = [
  undefined, null, true, 0, -0, -1, 1.5, 1e9, 2 ** 53, 1e300, Number.NaN, Infinity, -Infinity, 10n, '', 'x', '__proto__', '\ud800',
  '\0', 'undefined', 'long'.repeat(50_000), [], [null], [undefined], [[]], {}, { type: 'end' }, { kind: 'text' }, { kind: 'toString' },
  { length: 1e9 }, { toString: 1, valueOf: 2 }, [{ toString: null }], JSON.parse('{"__proto__":{"x":1},"constructor":{}}'), cyclic, nested(5000), new Date(0), new Map([[1, 2]]), new Set([1]),
  new Uint8Array(3), new ArrayBuffer(8), new Blob(['x']), new Error('x'), Array(1000).fill(0), Array(100_000),
]; // biome-ignore format: a table

const isTree = (value: unknown): value is Record<string, unknown> =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && value.constructor === Object);

/** A copy with another value, one value more or one less, somewhere in it. */
export function mutateValue(value: unknown, pick: Pick): unknown {
  if (!isTree(value) || pick(12) === 0) return oneOf(pick, hostile);
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const key = oneOf(pick, keys);
  switch (keys.length === 0 ? 0 : pick(8)) {
    case 0:
      copy[oneOf(pick, ['x', 'type', 'length0', 'runId', '0'])] = oneOf(pick, hostile);
      break;
    case 1:
      delete copy[key];
      break;
    case 2:
      copy[key] = copy[oneOf(pick, keys)];
      break;
    case 3: {
      const number = copy[key];
      copy[key] = typeof number === 'number' ? number + pick(9) - 4 : oneOf(pick, hostile);
      break;
    }
    default:
      copy[key] = mutateValue(copy[key], pick);
  }
  return copy;
}

/** Texts that people and programs type where another one should be. */
const texts = [
  '', ' ', '0', '-1', '+1', '1e3', '1e999', '-1e-9', '0x10', '1.5', '1,5', '１２', '٣', '1 000', '١٬٠٠٠', 'NaN', 'Infinity', 'null', 'none', 'true',
  'TRUE', '%', '%00', '%E0%A4%A', '%ud800', '&', '&&', '=', '==', '&amp;', '?', '#', '+', ',', ',,', '1,', ',1', '1,1,1,1,1', '200,200,200,200',
  '__proto__', 'constructor', 'toString', '<script>', '\0', '\n', '\u202e', '\ud83d', '1'.repeat(400), '1,'.repeat(20_000), '9'.repeat(20), 'model=',
  '⁄', '𝟙', '−1', '１，５', 'é', 'e\u0301', '%2525', ';', '[]', '{}', 'a'.repeat(50_000),
]; // biome-ignore format: a table

/** One to three changes to a text that know what queries and numbers look like. */
export function mutateText(text: string, pick: Pick): string {
  let result = text;
  for (let n = pick(3); n >= 0; n--) {
    const parts = [...result.matchAll(/[^&=?,]+/g)];
    const part = parts.length > 0 ? oneOf(pick, parts) : undefined;
    const at = pick(result.length + 1);
    switch (pick(5)) {
      case 0:
        result = result.slice(0, at) + oneOf(pick, texts) + result.slice(at);
        break;
      case 1:
        result = result.slice(0, at) + result.slice(at + 1 + pick(4));
        break;
      case 2:
        result = `${result}&${oneOf(pick, parts)?.[0] ?? 'x'}=${oneOf(pick, texts)}`;
        break;
      default:
        if (part)
          result =
            result.slice(0, part.index) + oneOf(pick, texts) + result.slice(part.index + part[0].length);
    }
  }
  return result;
}

export const anyText = (pick: Pick): string => oneOf(pick, texts);
export const anyValue = (pick: Pick): unknown => oneOf(pick, hostile);
