/**
 * What a file is that is not safetensors, told from its first bytes. People choose what a download or another program left
 * them, and the name of that says what to do; a length read from bytes that are no length says nothing.
 */
import type { ForeignFile } from '../problems/foreignFiles.ts';

/** Enough to tell every kind below. The mark of a tar lies at byte 257. */
export const headBytes = 512;

/** A mark of a format at a place in a file: bytes as numbers, text as its characters. */
interface Mark {
  readonly at?: number;
  readonly bytes: string | readonly number[];
  readonly means: ForeignFile;
}

const model = (format: string): ForeignFile => ({ kind: 'model', format });
const archive = (format: string): ForeignFile => ({ kind: 'archive', format });
const picture = (format: string): ForeignFile => ({ kind: 'picture', format });

const marks: readonly Mark[] = [
  { bytes: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], means: model('HDF5') },
  { bytes: 'GGUF', means: model('GGUF') },
  { at: 4, bytes: 'TFL3', means: model('TensorFlow Lite') },
  { bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], means: { kind: 'numpy' } },
  // What torch.save wrote before it wrote zips: a magic number, pickled.
  { bytes: [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20], means: { kind: 'pytorch' } },
  { bytes: [0x1f, 0x8b], means: archive('gzip') },
  { bytes: 'BZh', means: archive('bzip2') },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], means: archive('xz') },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], means: archive('Zstandard') },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], means: archive('7z') },
  { bytes: 'Rar!', means: archive('RAR') },
  { at: 257, bytes: 'ustar', means: archive('tar') },
  { bytes: [0x89, 0x50, 0x4e, 0x47], means: picture('PNG') },
  { bytes: [0xff, 0xd8, 0xff], means: picture('JPEG') },
  { bytes: 'GIF8', means: picture('GIF') },
  { at: 8, bytes: 'WEBP', means: picture('WebP') },
];

const holds = (head: Uint8Array, { at = 0, bytes }: Mark): boolean => {
  const wanted = typeof bytes === 'string' ? [...bytes].map((char) => char.charCodeAt(0)) : bytes;
  return wanted.every((byte, i) => head[at + i] === byte);
};

/** A pickle begins with its protocol: opcode and number. */
const isPickle = ([opcode, protocol = 0]: Uint8Array): boolean =>
  opcode === 0x80 && protocol >= 2 && protocol <= 5;

/** An ONNX model begins with its fields 1, the version of the format, and 2, 7 or 8: who made it, its graph, its operators. */
const isOnnx = ([first, version = 0, second = 0]: Uint8Array): boolean =>
  first === 0x08 && version > 0 && version < 32 && [0x12, 0x3a, 0x42].includes(second);

/** What a zip is, by the name of its first entry: PyTorch and NumPy keep what they save in zips. */
function zipKind(head: Uint8Array): ForeignFile {
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  const name = new TextDecoder('latin1').decode(head.subarray(30, 30 + length));
  if (/(^|\/)(data\.pkl|\.format_version|byteorder)$/.test(name)) return { kind: 'pytorch' };
  if (name.endsWith('.npy')) return { kind: 'numpy' };
  if (/^(metadata\.json|config\.json|model\.weights\.h5)$/.test(name)) return model('Keras');
  return archive('zip');
}

/** What a text is; undefined where these bytes are none. */
function textKind(head: Uint8Array): ForeignFile | undefined {
  // Its last character may be cut in two, which a stream has patience with.
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }).trimStart();
  } catch {
    return undefined;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how bytes that are no text are told.
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text)) return undefined;
  if (text.startsWith('version https://git-lfs')) return { kind: 'lfs-pointer' };
  if (/^<(!doctype|html|head|body|\?xml|!--)/i.test(text)) return { kind: 'web-page' };
  if (!/^[[{]/.test(text)) return { kind: 'plain-text' };
  if (/"(modelTopology|weightsManifest)"|"(layers|graph)-model"/.test(text)) return { kind: 'tfjs-model' };
  return /"(weight_map|total_size)"/.test(text) ? { kind: 'shard-index' } : { kind: 'json' };
}

/**
 * @param head The first `headBytes` of a file, or all of a shorter one.
 * @returns What the file is, or undefined where its bytes do not tell.
 */
export function foreignFile(head: Uint8Array): ForeignFile | undefined {
  if (head.length === 0) return { kind: 'nothing' };
  if (head[0] === 0x50 && head[1] === 0x4b) return zipKind(head);
  const mark = marks.find((known) => holds(head, known));
  if (mark) return mark.means;
  if (isPickle(head)) return { kind: 'pickle' };
  return isOnnx(head) ? model('ONNX') : textKind(head);
}
