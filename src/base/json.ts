/**
 * JSON from an untrusted file. `JSON.parse` silently takes the last of two equal keys and accepts any depth; here
 * both are faults.
 */

import { FaultError } from './errors.ts';

/** What is wrong with a text that should be JSON. */
export type JsonFault =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'key-twice'; readonly key: string }
  | { readonly kind: 'too-deep'; readonly levels: number }
  | { readonly kind: 'too-many'; readonly most: number };

export class StrictJsonError extends FaultError<JsonFault> {
  override name = 'StrictJsonError';
}

/** Index of the closing quote of the string that opens at `from`; the text's length where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** An object or an array that is open: its keys, of which an array has none, and its commas. */
interface Level {
  readonly keys: Set<string> | undefined;
  commas: number;
}

function checkLevels(text: string, deepest: number, most: number): void {
  const levels: Level[] = [];
  let mark = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    switch (char) {
      case '"': {
        const end = endOfString(text, at);
        const keys = levels[levels.length - 1]?.keys;
        if (keys && (mark === '{' || mark === ',')) {
          // Two spellings of one key, such as "a" and "\u0061", are one key.
          const key = String(JSON.parse(text.slice(at, end + 1)));
          if (keys.has(key)) throw new StrictJsonError({ kind: 'key-twice', key });
          keys.add(key);
        }
        at = end;
        mark = '"';
        break;
      }
      case '{':
      case '[':
        levels.push({ keys: char === '{' ? new Set() : undefined, commas: 0 });
        if (levels.length > deepest) throw new StrictJsonError({ kind: 'too-deep', levels: deepest });
        mark = char;
        break;
      case '}':
      case ']':
        levels.pop();
        mark = char;
        break;
      case ',': {
        const level = levels[levels.length - 1];
        if (level && ++level.commas >= most) throw new StrictJsonError({ kind: 'too-many', most });
        mark = char;
        break;
      }
      case ':':
        mark = char;
        break;
      default:
    }
  }
}

/**
 * @param deepest How many objects and arrays may lie within each other.
 * @param most How many entries an object or an array may have.
 * @throws StrictJsonError for equal keys in an object, for too deep a nesting or too many entries, and for what is not JSON.
 */
export function parseStrictJson(text: string, deepest: number, most = Number.POSITIVE_INFINITY): unknown {
  try {
    checkLevels(text, deepest, most);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof StrictJsonError) throw error;
    throw new StrictJsonError({ kind: 'not-json' });
  }
}
