/** Seeded damage to files: what a cut line, a broken disk or somebody with bad intentions makes of them. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A whole number from 0 up to, not including, `end`. */
export type Pick = (end: number) => number;

export function picker(seed: number): Pick {
  const generator = xoroshiro128plus(seed);
  return (end) => uniformInt(generator, 0, Math.max(1, end) - 1);
}

const oneOf = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;

/** Values that readers stumble over, as JSON text: some of it is no JSON. */
const hostile = [
  'null', 'true', '0', '-0', '-1', '1.5', '1e999', '-1e-9', '4294967296', '9007199254740993', '1e300', 'NaN', '""', '"x"',
  '"F16"', '"BF16"', '"F64"', '"I32"', '"\\u0000"', '"\\ud800"', '"a\\nb"', '"__proto__"', '[]', '[0]', '[-1]', '[0,0]', '[8,0]',
  '[1e15,1e15,0]', '[4294967296,4294967296]', '[[[[[[]]]]]]', '[1,1,1,1,1,1,1,1,1,1]', '{}', '{"toString":1}',
  '{"constructor":{"name":{}}}', '{"__proto__":{"x":1}}', `"${'long'.repeat(500)}"`, `${'['.repeat(3000)}`,
]; // biome-ignore format: a table

/** Where the values of a JSON text begin and end: numbers, words, strings, keys among them. */
const tokens = (text: string) => [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?[0-9.eE+-]+|true|false|null/g)];

/** One change to a text of JSON that knows what JSON is. */
export function mutateJson(text: string, pick: Pick): string {
  const found = tokens(text);
  const token = oneOf(pick, found);
  const start = token.index;
  const end = start + token[0].length;
  const put = (middle: string) => text.slice(0, start) + middle + text.slice(end);
  switch (pick(6)) {
    case 0:
      return put(oneOf(pick, hostile));
    case 1:
      return put(oneOf(pick, found)[0]);
    case 2:
      return put(`${token[0]},${token[0]}`);
    case 3:
      return put(`${token[0]}:${oneOf(pick, hostile)},${token[0]}`);
    case 4: {
      // A number that is only a little wrong.
      const near = Number(token[0]) + pick(9) - 4;
      return put(Number.isNaN(near) ? oneOf(pick, hostile) : String(near));
    }
    default:
      return text.slice(0, start) + text.slice(end + pick(3));
  }
}

const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));

/** One to three changes to bytes that do not care what they mean. */
export function mutateBytes(bytes: Uint8Array, pick: Pick): Uint8Array {
  let result = bytes.slice();
  for (let n = pick(3); n >= 0; n--) {
    const at = pick(result.length);
    switch (pick(5)) {
      case 0:
        result[at] = (result[at] ?? 0) ^ (1 << pick(8));
        break;
      case 1:
        result[at] = pick(256);
        break;
      case 2:
        result = result.slice(0, at);
        break;
      case 3:
        result = joined(result.subarray(0, at), result.subarray(at + 1 + pick(8)));
        break;
      default:
        result = joined(result.subarray(0, at), Uint8Array.of(pick(256)), result.subarray(at));
    }
    if (result.length === 0) break;
  }
  return result;
}
