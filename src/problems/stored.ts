/**
 * Sentences that outlive the page: the English words are stored beside the data that they were made of, so that earlier
 * versions, which stored words alone, can be read by this one and read what this one stores.
 */
import { type DeviceReason, deviceReasons } from './device.ts';
import { type Problem, sentenceOf } from './index.ts';
import { say } from './sentences.ts';

/** Earlier versions said some sentences in other words, and records hold those. */
const reworded: readonly (readonly [earlier: string, now: string])[] = [
  ['a software adapter: right, but slow', 'a software adapter: correct, but slow'],
  ['and cannot go on with', 'and cannot be resumed with'],
];
const asSaidNow = (sentence: string): string =>
  reworded.reduce((said, [earlier, now]) => said.replace(earlier, now), sentence);

/** Data of another version or damaged ones do not make the very sentence that lies beside them. */
function makes<P extends { readonly kind: string }>(
  data: unknown,
  sentence: string,
  words: (data: P) => string,
): data is P {
  try {
    return words(data as P) === asSaidNow(sentence);
  } catch {
    return false;
  }
}

/** The problem of a stored sentence, or the sentence as it is where the data are not what it was made of. */
export const problemFrom = (sentence: string, data: unknown): Problem =>
  makes(data, sentence, sentenceOf) ? data : { kind: 'text', text: sentence };

/** The same for the reason of a device. */
export const deviceReasonFrom = (sentence: string, data: unknown): DeviceReason =>
  makes(data, sentence, (reason: DeviceReason) => say(deviceReasons, reason))
    ? data
    : { kind: 'text', text: sentence };
