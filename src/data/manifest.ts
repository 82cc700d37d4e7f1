/**
 * `manifest.json`: what lies in the data folder and what it must hash to. It comes over the network, so it is read
 * as untrusted input; everything else in the folder is checked against it.
 */
import * as v from 'valibot';
import { parseStrictJson, StrictJsonError } from '../base/json.ts';
import type { ManifestFault, ValueFault } from '../problems/data.ts';
import { DataError } from './dataError.ts';
import type { DatasetFacts, SplitName } from './sets/index.ts';
import { imagesPerShard, tileColumns, tileRows } from './sprite.ts';

export const manifestName = 'manifest.json';
export const manifestVersion = 1;
/** What the manifest of a data set says it is. Other programs read it too. */
export const manifestFormat = ({ name }: Pick<DatasetFacts, 'name'>): string => `resnet-playground-${name}`;

/** Checks of our own say which one they are. */
const own = (kind: Exclude<ValueFault['kind'], 'unexpected'>) => kind;

const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, own('bad-checksum')));
/** A plain name: nothing that could lead out of the folder. */
const fileName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*\.[a-z0-9]+$/, own('bad-file-name')));

const file = { file: fileName, bytes: count(50_000_000), sha256 };

const shardSchema = v.object({
  ...file,
  images: count(imagesPerShard),
  /** Of the decoded sprite: RGB, row by row. */
  pixelsSha256: sha256,
});

const splitSchema = v.pipe(
  v.object({
    images: count(1_000_000),
    /** One byte a picture. */
    labels: v.object(file),
    shards: v.pipe(v.array(shardSchema), v.minLength(1), v.maxLength(1000)),
  }),
  v.check((s) => s.labels.bytes === s.images, own('label-count')),
  v.check(
    (s) =>
      s.shards.every(
        (shard, i) =>
          shard.images === Math.min(imagesPerShard, s.images - i * imagesPerShard) && shard.images > 0,
      ) && s.shards.length === Math.ceil(s.images / imagesPerShard),
    own('shard-size'),
  ),
);

/** These values in this order, and no others. */
const exactly = <const T extends string | number>(values: readonly T[]) =>
  v.strictTuple(values.map((value) => v.literal(value)));

/** What is known of a data set before its files are read must hold for them: nobody trains on another one unnoticed. */
const manifestSchema = ({ name, imageSize, classes, mean, std }: DatasetFacts) =>
  v.object({
    format: v.literal(manifestFormat({ name })),
    version: v.literal(manifestVersion),
    /** Whom the authors ask to credit. */
    credit: v.string(),
    /** Height, width, channels of a picture. */
    shape: exactly([imageSize, imageSize, 3]),
    tiles: v.object({ columns: v.literal(tileColumns), rows: v.literal(tileRows) }),
    classes: exactly(classes),
    /** Per channel, over the training pictures, of pixels scaled to 0…1. */
    mean: exactly(mean),
    std: exactly(std),
    train: splitSchema,
    test: splitSchema,
  });

export type Manifest = v.InferOutput<ReturnType<typeof manifestSchema>>;
export type Split = Manifest[SplitName];
export type Shard = Split['shards'][number];
/** What any file of the folder is checked by. */
export type FileEntry = Pick<Shard, 'file' | 'bytes' | 'sha256'>;

/** Bounds of a manifest's own size, so that a wrong page behind the address is not read to its end. */
export const maxManifestBytes = 1_000_000;
/** The manifest, a split, its shards, one of them. */
const deepestManifest = 4;

/** A manifest that cannot be used; unlike other data errors it may be the fault of the way it came. */
export class ManifestError extends DataError {
  override name = 'ManifestError';
}

function valueFaultOf({ message, expected, received }: v.BaseIssue<unknown>): ValueFault {
  switch (message) {
    case 'bad-checksum':
    case 'bad-file-name':
    case 'label-count':
      return { kind: message };
    case 'shard-size':
      return { kind: message, pictures: imagesPerShard };
    default:
      return { kind: 'unexpected', said: message, expected: expected ?? undefined, received };
  }
}

/**
 * Reads the manifest of a data set from the bytes of its file.
 * @throws ManifestError that names the first field that is wrong.
 */
export function parseManifest(bytes: Uint8Array, facts: DatasetFacts): Manifest {
  const fail = (fault: ManifestFault): never => {
    throw new ManifestError({ kind: 'manifest-unusable', dataset: facts.title, file: manifestName, fault });
  };
  if (bytes.length > maxManifestBytes) return fail({ kind: 'manifest-too-long', bytes: bytes.length });
  let json: unknown;
  try {
    json = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), deepestManifest);
  } catch (error) {
    return fail(error instanceof StrictJsonError ? error.fault : { kind: 'not-json' });
  }
  const result = v.safeParse(manifestSchema(facts), json, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  return fail({ kind: 'bad-value', at: v.getDotPath(issue) ?? '', fault: valueFaultOf(issue) });
}
