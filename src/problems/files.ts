/** What is wrong with a file of weights, or with weights for a network; with the English words. */
import type { JsonFault } from '../base/json.ts';
import { onOneLine, quoted } from '../base/text.ts';
import { type ForeignFile, foreignFiles } from './foreignFiles.ts';
import { listed, type Sentences, say, shapeText, type Text, textClause } from './sentences.ts';
import { type SettingProblem, settingSentences } from './settings.ts';

/** A network in a few words: that of a preset, such as `resnet20`, or its blocks and width. */
export interface NetworkName {
  readonly model: string;
  readonly shortcut: 'projection' | 'identity' | 'none';
  readonly norm: 'batch' | 'none';
}

const shortcutWords = { projection: '', identity: ' with identity shortcuts', none: ' without shortcuts' };

/** Such as `resnet20 with identity shortcuts`. */
export function networkText({ model, shortcut, norm }: NetworkName): string {
  const shortcuts = shortcutWords[shortcut];
  if (norm !== 'none') return `${model}${shortcuts}`;
  return `${model}${shortcuts}${shortcut === 'identity' ? ' and' : ''} without batch norm`;
}

/** What is wrong with the header of a safetensors file. */
export type HeaderFault = JsonFault | { readonly kind: 'not-utf8' } | { readonly kind: 'not-object' };

/** What is wrong with a tensor that a safetensors file lists. Sizes are in bytes. */
export type TensorFault =
  | { readonly kind: 'bad-name' }
  | { readonly kind: 'not-described' }
  /** `type` is absent where the file gives none. */
  | { readonly kind: 'bad-type'; readonly type?: string; readonly readable: readonly string[] }
  | { readonly kind: 'bad-shape' }
  | { readonly kind: 'bad-rank'; readonly rank: number; readonly most: number }
  | { readonly kind: 'too-many-values' }
  | { readonly kind: 'bad-offsets' }
  | { readonly kind: 'cut-short'; readonly end: number; readonly bytes: number }
  | { readonly kind: 'bad-length'; readonly bytes: number; readonly needed: number }
  | { readonly kind: 'overlap' }
  | { readonly kind: 'gap' };

/** The first difference between the tensors of a file and those of a network. */
export type TensorDifference =
  | { readonly kind: 'lacks'; readonly tensor: string }
  | {
      readonly kind: 'other-shape';
      readonly tensor: string;
      readonly found: readonly number[];
      readonly shape: readonly number[];
    }
  | { readonly kind: 'foreign'; readonly tensor: string };

export type FileProblem =
  // The file cannot be had.
  | { readonly kind: 'weights-gone' }
  | { readonly kind: 'file-gone' }
  | { readonly kind: 'nothing-to-export' }
  | { readonly kind: 'weights-alone' }
  // It is no safetensors file, or not a right one.
  | { readonly kind: 'foreign-file'; readonly found: ForeignFile }
  | { readonly kind: 'not-safetensors'; readonly bytes: number }
  /** Sizes are in bytes. */
  | { readonly kind: 'header-too-long'; readonly length: number; readonly bytes: number }
  | { readonly kind: 'header-too-large'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'file-too-large'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'bad-header'; readonly fault: HeaderFault }
  | { readonly kind: 'metadata-not-text' }
  | { readonly kind: 'metadata-proto' }
  | { readonly kind: 'bad-tensor'; readonly tensor: string; readonly fault: TensorFault }
  | { readonly kind: 'bytes-left-over'; readonly bytes: number }
  | { readonly kind: 'wrong-checksum' }
  | { readonly kind: 'tensor-name-refused'; readonly tensor: string }
  | { readonly kind: 'tensor-twice'; readonly tensor: string }
  | {
      readonly kind: 'value-count';
      readonly tensor: string;
      readonly values: number;
      readonly shape: readonly number[];
      readonly needed: number;
    }
  // Its tensors are not those of a state.
  | { readonly kind: 'file-steps'; readonly text: string }
  | { readonly kind: 'bad-counter'; readonly tensor: string }
  /** Values that are NaN or infinite, of all that the tensor has. */
  | { readonly kind: 'not-finite'; readonly tensor: string; readonly bad: number; readonly values: number }
  // They are of no network that is known, or of another one.
  | { readonly kind: 'unknown-network'; readonly tensor: string; readonly fault: 'shape' | 'missing' }
  | {
      readonly kind: 'almost-network';
      readonly network: NetworkName;
      readonly difference: TensorDifference;
    }
  | { readonly kind: 'other-network'; readonly held: readonly NetworkName[]; readonly chosen: NetworkName }
  | { readonly kind: 'not-of-network'; readonly network: NetworkName }
  | {
      readonly kind: 'weights-shape';
      readonly tensor: string;
      readonly found: readonly number[];
      readonly shape: readonly number[];
    }
  | { readonly kind: 'weights-foreign'; readonly tensor: string }
  | { readonly kind: 'weights-twice'; readonly tensor: string }
  | { readonly kind: 'weights-missing'; readonly tensor: string }
  | { readonly kind: 'weights-steps'; readonly steps: number }
  /** What it says of its data set. `why` is the schema library's own word. */
  | { readonly kind: 'own-set-not-right'; readonly at: string; readonly why: Text }
  // The run in it cannot go on.
  | { readonly kind: 'no-run' }
  | { readonly kind: 'run-not-json' }
  | { readonly kind: 'run-unsealed' }
  /** `format` is that of a later version of this program. */
  | { readonly kind: 'run-newer'; readonly format: number; readonly known: number }
  | { readonly kind: 'run-setting'; readonly cause: SettingProblem }
  /** `why` is the schema library's own word. */
  | { readonly kind: 'run-not-right'; readonly at: string; readonly why: Text };

/** Each completes a sentence that begins with what they are faults of. */
export const jsonFaults: Sentences<JsonFault> = {
  'not-json': () => 'is not JSON',
  'key-twice': ({ key }) => `has ${quoted(key)} twice`,
  'too-deep': ({ levels }) => `nests deeper than ${levels} levels`,
  'too-many': ({ most }) => `has more than ${most} entries`,
};

const headerFaults: Sentences<HeaderFault> = {
  ...jsonFaults,
  'not-utf8': () => 'is not UTF-8',
  'not-object': () => 'is not an object',
};

const tensorFaults: Sentences<TensorFault> = {
  'bad-name': () => 'has a name that is not allowed',
  'not-described': () => 'is not described by an object',
  'bad-type': ({ type, readable }) =>
    `is ${type === undefined ? 'of no type' : `of type ${quoted(type)}`}, but only ${readable.join(', ')} can be read: save it as float32`,
  'bad-shape': () => 'has a shape that is not a list of whole numbers',
  'bad-rank': ({ rank, most }) => `has ${rank} dimensions, more than ${most}`,
  'too-many-values': () => 'has a shape of more values than any file holds',
  'bad-offsets': () => 'has no pair of rising offsets',
  'cut-short': ({ end, bytes }) =>
    `should end at byte ${end} of the data, but there are ${bytes}: it is cut short`,
  'bad-length': ({ bytes, needed }) => `takes ${bytes} bytes, but its shape asks for ${needed}`,
  overlap: () => 'overlaps the one before',
  gap: () => 'leaves a gap before it',
};

const differences: Sentences<TensorDifference> = {
  lacks: ({ tensor }) => `it lacks ${quoted(tensor)}`,
  'other-shape': ({ tensor, found, shape }) =>
    `${quoted(tensor)} has shape ${shapeText(found)} instead of ${shapeText(shape)}`,
  foreign: ({ tensor }) => `${quoted(tensor)} does not belong to it`,
};

export const fileSentences: Sentences<FileProblem> = {
  'weights-gone': () =>
    'The weights of this run are not kept any more: train it again, or choose another run.',
  'file-gone': () => 'The file cannot be read any more: it was moved or changed since, choose it again.',
  'nothing-to-export': () => 'There is nothing to export.',
  'weights-alone': () => 'These are only weights, from which no run can be resumed: export another format.',
  'foreign-file': ({ found }) => say(foreignFiles, found),
  'not-safetensors': ({ bytes }) =>
    `This is not a safetensors file: its ${bytes} bytes do not begin with a header, choose another file.`,
  'header-too-long': ({ length, bytes }) =>
    `This safetensors file is cut short: its header should take ${length} bytes, the file has ${bytes}. Get it once more.`,
  'header-too-large': ({ bytes, most }) =>
    `The header of this safetensors file takes ${bytes} bytes, more than the ${most} that are read here: choose a file of weights alone.`,
  'file-too-large': ({ bytes, most }) =>
    `This safetensors file has ${bytes} bytes, more than the ${most} that are read here: choose a smaller network.`,
  'bad-header': ({ fault }) => `This is not a safetensors file: its header ${say(headerFaults, fault)}.`,
  'metadata-not-text': () => 'The metadata of this safetensors file must be text by key.',
  'metadata-proto': () => 'The metadata of this safetensors file must not have the key "__proto__".',
  'bad-tensor': ({ tensor, fault }) =>
    `The tensor ${quoted(tensor)} of this safetensors file ${say(tensorFaults, fault)}.`,
  'bytes-left-over': ({ bytes }) => `This safetensors file has ${bytes} bytes that belong to no tensor.`,
  'wrong-checksum': () =>
    'This file is damaged: its checksum is not the one it was written with. Take an earlier copy of it; where another program changed it on purpose, let that leave out "checksum" of the metadata.',
  'tensor-name-refused': ({ tensor }) => `A tensor cannot be called ${quoted(tensor)}.`,
  'tensor-twice': ({ tensor }) => `Two tensors are called ${quoted(tensor)}.`,
  'value-count': ({ tensor, values, shape, needed }) =>
    `${quoted(tensor)} has ${values} values, but its shape ${shapeText(shape)} asks for ${needed}.`,
  'file-steps': ({ text }) =>
    `The number of steps of this file must be a whole number, but it is ${quoted(text)}.`,
  'bad-counter': ({ tensor }) => `${quoted(tensor)} must be a single number.`,
  'not-finite': ({ tensor, bad, values }) =>
    `These weights are no use: ${bad} of the ${values} values of ${quoted(tensor)} are not finite numbers, so choose weights from before that.`,
  'unknown-network': ({ tensor, fault }) =>
    `These tensors are not of a network that this program knows: ${quoted(tensor)} ${fault === 'shape' ? 'has another shape there' : 'is missing'}.`,
  'almost-network': ({ network, difference }) =>
    `These tensors are almost those of ${networkText(network)}, but ${say(differences, difference)}.`,
  'other-network': ({ held, chosen }) =>
    `This file holds ${listed(held.map(networkText))}, but the chosen network is ${networkText(chosen)}: choose the network of the file.`,
  'not-of-network': ({ network }) =>
    `The weights are not those of ${networkText(network)}: choose the network that they belong to.`,
  'weights-shape': ({ tensor, found, shape }) =>
    `The weights hold ${quoted(tensor)} with shape ${shapeText(found)}, but this network has ${shapeText(shape)}: choose the model they come from.`,
  'weights-foreign': ({ tensor }) =>
    `The weights hold ${quoted(tensor)}, which this network does not have: choose the model they come from.`,
  'weights-twice': ({ tensor }) => `The weights hold ${quoted(tensor)} twice.`,
  'weights-missing': ({ tensor }) => `The weights lack ${quoted(tensor)}: choose the model they come from.`,
  'weights-steps': ({ steps }) => `The number of steps must be a whole number, but it is ${steps}.`,
  'own-set-not-right': ({ at, why }) =>
    `What this file says of its data set is not right at ${quoted(at)}: ${textClause(why)}.`,
  'no-run': () => 'This file holds weights, but not the run that they belong to.',
  'run-not-json': () => 'The run in this checkpoint cannot be read: it is not proper JSON.',
  'run-unsealed': () =>
    'The run in this checkpoint cannot be trusted: the file has lost its checksum, so that damage would not show. Take an earlier copy of it.',
  'run-newer': ({ format, known }) =>
    `This checkpoint was written by a newer version of this program (format ${format}, and this version reads up to ${known}): update, then resume.`,
  'run-setting': ({ cause }) =>
    `The run in this checkpoint has a wrong setting: ${onOneLine(say(settingSentences, cause))}`,
  'run-not-right': ({ at, why }) =>
    `The run in this checkpoint is not right at ${quoted(at)}: ${textClause(why)}.`,
};
