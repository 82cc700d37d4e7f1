/**
 * Which key was meant, whatever script the keyboard writes. Keys are named in Latin letters: where the layout writes Latin (AZERTY,
 * Dvorak), the letter counts, wherever it lies; where it writes another script, the place of the key on the board does. Pure.
 */

/** The part of `KeyboardEvent` that counts; `code` is empty where a browser or an on-screen keyboard does not tell the place. */
export type TypedKey = Pick<KeyboardEvent, 'key' | 'code'>;

/** What other scripts write for a sign of ours. */
const sameSign: Readonly<Record<string, string>> = { '؟': '?', '？': '?', '\u3000': ' ' };

/** Letters, and the marks that keyboards of Indian scripts write by themselves. */
const otherLetter = /^(?!\p{Script=Latin})[\p{Letter}\p{Mark}]/u;

/** `key` as a Latin keyboard would give it: a small letter for a letter of another script, all else as it is. */
export function latinKey({ key, code }: TypedKey): string {
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  if (place && otherLetter.test(key)) return place.toLowerCase();
  return sameSign[key] ?? key;
}
