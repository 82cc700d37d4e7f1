/** Hand-ins from the run to the verdict, with a worker that trains and evaluates: honest, forged, damaged, and files that are none. */
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, toleratedPictures } from '../../../../src/app/features/classroom/check.ts';
import { exportedCheckpoint } from '../../../../src/app/features/classroom/exported.ts';
import { type HandIns, handInsOf } from '../../../../src/app/features/classroom/handIns.ts';
import { csvOf, judged } from '../../../../src/app/features/classroom/verdict.ts';
import type { Dataset } from '../../../../src/data/pictures.ts';
import { readCheckpointFile, runKey } from '../../../../src/formats/checkpointFile.ts';
import { type HandIn, handInFile, handInKey, readHandIn } from '../../../../src/formats/handIn.ts';
import { readSafetensors, writeSafetensors } from '../../../../src/formats/safetensors.ts';
import { seal, sealKey, unsealed } from '../../../../src/formats/seal.ts';
import { memoryCheckpoints } from '../../../../src/storage/checkpoints.ts';
import { type OpenedDevice, openDevice } from '../../../../src/trainer/device.ts';
import { assignmentHash, assignmentOf } from '../../../../src/training/assignment.ts';
import type { EpochEvent } from '../../../../src/training/events.ts';
import { realPictures, tiny, until } from '../../../trainer/kit.ts';
import { everyKey } from '../../../training/assignments.ts';
import { threadlessPages } from '../../../worker/threadless.ts';

const config = { ...tiny, engine: 'stock', epochs: 2 } as const;
const newPage = threadlessPages();
let data: Dataset;
let device: OpenedDevice;
let checkpoint: Uint8Array;
let last: EpochEvent;
const { texts } = assignmentOf({
  freedom: { ...everyKey('fixed'), learningRate: 'free', seed: 'hidden' },
  values: config,
  bounds: {},
  task: 'Train',
});
const handIn = (more: Partial<HandIn> = {}): HandIn => ({
  name: 'Ada',
  saved: '2026-11-26T12:00:00.000Z',
  claim: { testAccuracy: last.testAccuracy, pictures: config.testImages },
  ...more,
});

beforeAll(async () => {
  device = await openDevice();
  data = await realPictures();
  const page = newPage(device, data, memoryCheckpoints());
  page.client.send({ type: 'start', runId: 'run', config });
  await page.end('run');
  await until(() => page.checkpoints().length > 0);
  checkpoint = await exportedCheckpoint(page.client, 'run');
  last = readCheckpointFile(checkpoint).epochs.at(-1)!;
});

const fileOf = (bytes: Uint8Array | string, name = 'a.safetensors'): File =>
  new File([bytes as BlobPart], name);
const read = async (bytes: Uint8Array) =>
  readHandIn({ size: bytes.length, read: async (begin, end) => bytes.slice(begin, end) });
const metadataOf = (bytes: Uint8Array) => readSafetensors(bytes).metadata;
/** The file with other metadata and a right checksum, but the SHA-256 of before. */
const edited = (bytes: Uint8Array, change: (metadata: Record<string, string>) => object): Uint8Array => {
  const { tensors, metadata } = readSafetensors(bytes);
  return seal(
    writeSafetensors({
      tensors,
      metadata: { ...metadata, ...change({ ...metadata }), [sealKey]: unsealed },
    }),
  );
};
/** A checkpoint whose last epoch claims another accuracy. */
const boasting = (accuracy: number): Uint8Array =>
  edited(checkpoint, (metadata) => {
    const run = JSON.parse(metadata[runKey] ?? '') as { epochs: { testAccuracy: number[] } };
    run.epochs.testAccuracy[1] = accuracy;
    return { [runKey]: JSON.stringify(run) };
  });
/** One that is right by four of the six pictures more, or less. */
const otherAccuracy = () => (last.testAccuracy > 0.5 ? 0 : 1);

async function checked(...files: File[]): Promise<HandIns> {
  const handIns = handInsOf(newPage(device, data, memoryCheckpoints()).client);
  await handIns.add(files);
  handIns.evaluate();
  await until(() => !handIns.store.getState().going);
  return handIns;
}
const verdicts = ({ store }: HandIns) =>
  store.getState().rows.map((row) => judged(row, undefined, (share) => share.toFixed(3)));

describe('a hand-in', () => {
  it('is a checkpoint with a claim, and is read back', async () => {
    const assignment = { ...texts, hash: await assignmentHash(texts) };
    const bytes = await handInFile(checkpoint, handIn({ name: '陈 “A”', assignment }));
    expect(readCheckpointFile(bytes)).toEqual(readCheckpointFile(checkpoint));
    const found = await read(bytes);
    expect(found).toMatchObject({ handIn: { name: '陈 “A”', assignment }, whole: true });
    expect(faultsOf(found, texts)).toEqual([]);
    expect(faultsOf(found, { ...texts, task: 'Another' })).toEqual([{ kind: 'hand-in-other-assignment' }]);
    expect((await read(await handInFile(checkpoint, handIn()))).weights).toBe(found.weights);
  });

  it('that is honest holds, by the weights; one with a forged accuracy is caught though both sums are right', async () => {
    const honest = await handInFile(checkpoint, handIn());
    const testAccuracy = otherAccuracy();
    const claim = { testAccuracy, pictures: config.testImages };
    const forged = await handInFile(boasting(testAccuracy), handIn({ name: 'Bob', claim }));
    const found = await read(forged);
    // Nothing in the file itself tells.
    expect(found.whole).toBe(true);
    expect(faultsOf(found)).toEqual([]);
    expect(readCheckpointFile(forged).epochs.at(-1)?.testAccuracy).toBe(testAccuracy);
    const [ada, bob] = verdicts(await checked(fileOf(honest), fileOf(forged)));
    expect(ada).toEqual({ verdict: 'holds', remarks: [] });
    expect(bob?.verdict).toBe('amiss');
    expect(bob?.remarks).toEqual([
      {
        kind: 'hand-in-forged',
        claimed: testAccuracy.toFixed(3),
        found: last.testAccuracy.toFixed(3),
        pictures: config.testImages,
      },
      { kind: 'hand-in-same-weights', other: 'Ada' },
    ]);
  });

  it('that was edited without its SHA-256, or whose curve, end or settings do not fit, says so', async () => {
    const whole = await handInFile(checkpoint, handIn());
    const renamed = edited(whole, (metadata) => ({
      [handInKey]: metadata[handInKey]?.replace('Ada', 'Eve'),
    }));
    expect(faultsOf(await read(renamed))).toEqual([{ kind: 'hand-in-changed' }]);
    // A claim that is not of the last epoch; an accuracy that is of no whole number of pictures.
    const better = handIn({ claim: { testAccuracy: otherAccuracy(), pictures: config.testImages } });
    expect(faultsOf(await read(await handInFile(checkpoint, better)))).toEqual([
      { kind: 'hand-in-curve', epoch: 2 },
    ]);
    const odd = handIn({ claim: { testAccuracy: 0.777, pictures: config.testImages } });
    expect(faultsOf(await read(await handInFile(boasting(0.777), odd)))).toEqual([
      { kind: 'hand-in-curve', epoch: 2 },
    ]);
    const short = edited(checkpoint, (metadata) => ({
      [runKey]: metadata[runKey]?.replace('"epochs":"2"', '"epochs":"5"'),
    }));
    expect(faultsOf(await read(await handInFile(short, handIn())))).toContainEqual({
      kind: 'hand-in-unfinished',
      epochs: 2,
      of: 5,
    });
    const strict = assignmentOf({
      freedom: everyKey('fixed'),
      values: { ...config, learningRate: 0.7 },
      bounds: {},
      task: '',
    }).texts;
    const broken = handIn({ assignment: { ...strict, hash: await assignmentHash(strict) } });
    expect(faultsOf(await read(await handInFile(checkpoint, broken)))).toMatchObject([
      { kind: 'hand-in-breaks', settings: [{ key: 'learningRate' }] },
    ]);
  });

  it('of whatever kind of file is refused in a sentence, and the others are checked all the same', async () => {
    const whole = await handInFile(checkpoint, handIn());
    const told = (change: object | string) =>
      edited(whole, () => ({ [handInKey]: typeof change === 'string' ? change : JSON.stringify(change) }));
    const huge = edited(whole, (metadata) => ({
      [runKey]: metadata[runKey]?.replace(/"blocks":"[^"]*"/, '"blocks":"99,99,99"'),
    }));
    const handIns = await checked(
      fileOf('', 'empty'),
      fileOf('{"name":"Ada"}', 'notes.json'),
      fileOf(checkpoint, 'no-hand-in'),
      fileOf(whole.slice(0, whole.length - 9), 'cut'),
      fileOf(told('{'), 'not-json'),
      fileOf(told({ format: 9 }), 'newer'),
      fileOf(told({ format: 1, ...handIn({ name: 'x'.repeat(5000) }) }), 'long'),
      fileOf(huge, 'huge'),
      fileOf(whole, 'good'),
    );
    expect(verdicts(handIns).map(({ verdict, remarks }) => [verdict, remarks[0]?.kind])).toEqual([
      ['unfit', 'foreign-file'],
      ['unfit', 'foreign-file'],
      ['unfit', 'no-hand-in'],
      ['unfit', expect.any(String)],
      ['unfit', 'hand-in-not-right'],
      ['unfit', 'hand-in-newer'],
      ['unfit', 'hand-in-not-right'],
      ['unfit', 'hand-in-not-right'],
      ['holds', undefined],
    ]);
  });

  it('is tolerated a picture where float32 rounds otherwise, and more with float16', () => {
    expect(toleratedPictures({ storage: 'float32' }, 10_000)).toBe(20);
    expect(toleratedPictures({ storage: 'float16' }, 10_000)).toBe(100);
    expect(toleratedPictures({ storage: 'float32' }, 100)).toBe(1);
  });

  it('goes into a CSV without becoming a formula', () => {
    expect(csvOf([['=1+1', 'a,"b"', -3, undefined]])).toBe('\uFEFF\'=1+1,"a,""b""",-3,\r\n');
  });

  it('has its metadata in one place', async () => {
    expect(Object.keys(metadataOf(await handInFile(checkpoint, handIn())))).toEqual(
      expect.arrayContaining([handInKey, 'sha256', sealKey, runKey]),
    );
  });
});
