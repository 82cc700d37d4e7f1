/** What keeps the pictures of a data set from being had, and the English words. `dataset` is its title, such as `CIFAR-10`. */
import type { JsonFault } from '../base/json.ts';
import { quoted } from '../base/text.ts';
import { jsonFaults } from './files.ts';
import { type Sentences, say, type Text, textClause } from './sentences.ts';

/** Why a file did not come, or is not the file that it should be. Each completes `… could not be loaded: …`. */
export type LoadFault =
  | { readonly kind: 'nothing-sent' }
  | { readonly kind: 'unreachable' }
  /** `status` is that of HTTP. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'broken-off' }
  | { readonly kind: 'stalled'; readonly seconds: number }
  | { readonly kind: 'too-long'; readonly limit: number }
  | { readonly kind: 'wrong-length'; readonly bytes: number; readonly expected: number }
  | { readonly kind: 'wrong-checksum' }
  | { readonly kind: 'missing' }
  | Text;

/** Why a way to decode a picture did not give its pixels. */
export type DecodeFault =
  | { readonly kind: 'absent' }
  /** It did decode, but to other pixels than the manifest's. */
  | { readonly kind: 'other-pixels' }
  | { readonly kind: 'empty-frame' }
  | { readonly kind: 'no-context' }
  | { readonly kind: 'other-size'; readonly width: number; readonly height: number }
  | { readonly kind: 'other-length'; readonly bytes: number; readonly expected: number }
  | { readonly kind: 'other-channels'; readonly channels: number; readonly expected: number }
  | Text;

/** A way to decode that did not lead to the right pixels. */
export interface DecodeAttempt {
  /** Such as `ImageDecoder`. */
  readonly way: string;
  readonly fault: DecodeFault;
}

/** What is wrong with a value of a manifest. */
export type ValueFault =
  | { readonly kind: 'bad-checksum' }
  | { readonly kind: 'bad-file-name' }
  | { readonly kind: 'label-count' }
  | { readonly kind: 'shard-size'; readonly pictures: number }
  /** What the schema library says, and what it expected, where it tells. */
  | {
      readonly kind: 'unexpected';
      readonly said: string;
      readonly expected?: string;
      readonly received: string;
    };

/** What is wrong with a manifest. */
export type ManifestFault =
  | JsonFault
  | { readonly kind: 'manifest-too-long'; readonly bytes: number }
  /** `at` is the path of the value; empty where it is the whole. */
  | { readonly kind: 'bad-value'; readonly at: string; readonly fault: ValueFault };

/** Where files come from, and so what helps. */
export type DataPlace = 'server' | 'disk';

export type DataProblem =
  | {
      readonly kind: 'manifest-not-loaded';
      readonly dataset: string;
      readonly fault: LoadFault;
      readonly from: DataPlace;
    }
  | {
      readonly kind: 'manifest-unusable';
      readonly dataset: string;
      readonly file: string;
      readonly fault: ManifestFault;
    }
  | {
      readonly kind: 'file-not-loaded';
      readonly part: 'shard' | 'labels' | 'network';
      readonly file: string;
      readonly fault: LoadFault;
      readonly from: DataPlace;
    }
  | { readonly kind: 'unknown-labels'; readonly file: string; readonly from: DataPlace }
  | {
      readonly kind: 'picture-count';
      readonly split: 'train' | 'test';
      /** How many there are. */
      readonly all: number;
      readonly pictures: number;
    }
  | { readonly kind: 'pixels-changed'; readonly file: string; readonly attempts: readonly DecodeAttempt[] }
  | { readonly kind: 'not-decoded'; readonly file: string; readonly attempts: readonly DecodeAttempt[] }
  | { readonly kind: 'wrong-pictures'; readonly file: string; readonly attempts: readonly DecodeAttempt[] }
  | { readonly kind: 'not-prepared'; readonly dataset: string }
  /** A set of somebody's own pictures that this browser does not have, or not any more. */
  | { readonly kind: 'own-set-missing'; readonly dataset: string };

const loadFaults: Sentences<LoadFault> = {
  'nothing-sent': () => 'the server sent nothing',
  unreachable: () => 'the server could not be reached',
  refused: ({ status }) => `the server answered ${status}`,
  'web-page': () => 'the server sent a web page in its place',
  'broken-off': () => 'the connection broke off',
  stalled: ({ seconds }) => `nothing arrived for ${seconds} seconds`,
  'too-long': ({ limit }) => `it has more than ${limit} bytes`,
  'wrong-length': ({ bytes, expected }) => `it has ${bytes} bytes instead of ${expected}`,
  'wrong-checksum': () => 'its checksum is wrong',
  missing: () => 'it is missing',
  text: textClause,
};

const decodeFaults: Sentences<DecodeFault> = {
  absent: () => 'not there',
  'other-pixels': () => 'other pixels',
  'empty-frame': () => 'the frame is empty',
  'no-context': () => 'it has no 2d context',
  'other-size': ({ width, height }) => `it is ${width}×${height} pixels`,
  'other-length': ({ bytes, expected }) => `the decoded picture has ${bytes} bytes instead of ${expected}`,
  'other-channels': ({ channels, expected }) => `the picture has ${channels} channels instead of ${expected}`,
  text: textClause,
};

const valueFaults: Sentences<ValueFault> = {
  'bad-checksum': () => 'must be 64 hexadecimal digits',
  'bad-file-name': () => 'must be a plain file name',
  'label-count': () => 'must have one label a picture',
  'shard-size': ({ pictures }) => `must have ${pictures} pictures in every shard but the last`,
  unexpected: ({ said }) => textClause({ kind: 'text', text: said.replace(/^Invalid/, 'invalid') }),
};

const manifestFaults: Sentences<ManifestFault> = {
  'not-json': (fault) => `it ${say(jsonFaults, fault)}`,
  'key-twice': (fault) => `it ${say(jsonFaults, fault)}`,
  'too-deep': (fault) => `it ${say(jsonFaults, fault)}`,
  'too-many': (fault) => `it ${say(jsonFaults, fault)}`,
  'manifest-too-long': ({ bytes }) => `it has ${bytes} bytes, more than any list has`,
  'bad-value': ({ at, fault }) => `${at === '' ? 'the whole' : `"${at}"`}: ${say(valueFaults, fault)}`,
};

/** What a person may do when a file cannot be had. */
const hints: Readonly<Record<DataPlace, string>> = {
  server: 'Check the connection and press Train again.',
  disk: 'Run "npm run resnet -- prepare" to mend the data.',
};

/** `ImageDecoder: other pixels, canvas: not there` */
const attemptsText = (attempts: readonly DecodeAttempt[]): string =>
  attempts.map(({ way, fault }) => `${way}: ${say(decodeFaults, fault)}`).join(', ');

const parts = { shard: 'Shard', labels: 'The label file', network: 'The file' };

export const dataSentences: Sentences<DataProblem> = {
  'manifest-not-loaded': ({ dataset, fault, from }) =>
    `The list of ${dataset} files could not be loaded: ${say(loadFaults, fault)}. ${hints[from]}`,
  'manifest-unusable': ({ dataset, file, fault }) =>
    `The list of ${dataset} files (${file}) is not usable: ${say(manifestFaults, fault)}. Prepare the data again with "npm run resnet -- prepare --force".`,
  'file-not-loaded': ({ part, file, fault, from }) =>
    `${parts[part]} ${file} could not be loaded: ${say(loadFaults, fault)}. ${hints[from]}`,
  'unknown-labels': ({ file, from }) =>
    `The label file ${file} names classes that the manifest does not list. ${hints[from]}`,
  'picture-count': ({ split, all, pictures }) =>
    `The ${split} pictures used must number 1 to ${all}, but it is ${pictures}.`,
  'pixels-changed': ({ file, attempts }) =>
    `The browser changes the pixels of pictures that a page reads (shard ${file}; ${attemptsText(attempts)}), so training would see wrong data. Switch off its protection against fingerprinting for this site, or use another browser.`,
  'not-decoded': ({ file, attempts }) =>
    `The browser cannot decode shard ${file} (${attemptsText(attempts)}). Use a current version of Chrome, Edge, Firefox or Safari.`,
  'wrong-pictures': ({ file, attempts }) =>
    `Shard ${file} does not hold the pictures that the manifest lists (${attemptsText(attempts)}). Prepare the data again with "npm run resnet -- prepare --force".`,
  'own-set-missing': ({ dataset }) =>
    `The pictures of ${quoted(dataset)} are not in this browser: add the same pictures again, and they are the same set.`,
  'not-prepared': ({ dataset }) => `${dataset} is not prepared yet: run "npm run resnet -- prepare" first.`,
};
