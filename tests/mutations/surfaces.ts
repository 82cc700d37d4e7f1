/** Everything that reads what comes from outside: how to damage it, and what may become of that. */
import { isDeepStrictEqual } from 'node:util';
import { zipSync } from 'fflate';
import { createChartSettings } from '../../src/app/features/charts/chartSettings.ts';
import { createPage } from '../../src/app/state/page.ts';
import { createPreferences } from '../../src/app/state/preferences.ts';
import { foldEvent, newRun } from '../../src/app/state/run.ts';
import { newRecord, updatedRecord } from '../../src/app/state/runs.ts';
import { followSpeeds } from '../../src/app/state/speeds.ts';
import { addressOf, configFromAddress } from '../../src/app/state/url.ts';
import { ManifestError, parseManifest } from '../../src/data/manifest.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { startPosition } from '../../src/formats/checkpoint.ts';
import { CheckpointError, checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { exportFiles } from '../../src/formats/exportFiles.ts';
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { SafetensorsError, writeSafetensors } from '../../src/formats/safetensors.ts';
import { weightsFile, withCounters } from '../../src/formats/stateFile.ts';
import { summarise } from '../../src/formats/stateSummary.ts';
import { zipOf } from '../../src/formats/zip.ts';
import { networkProblem } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { ProblemError, sentenceOf } from '../../src/problems/index.ts';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { readRecord, writeRecord } from '../../src/storage/runRecordSchema.ts';
import { configFromValues, parseSetting, SettingError, specOf } from '../../src/training/config.ts';
import { defaultConfig, type SettingKey, settingKeys } from '../../src/training/settings.ts';
import { createWorkerClient, type WorkerLike } from '../../src/worker/client.ts';
import { readPreview, readState } from '../../src/worker/files.ts';
import { createHost } from '../../src/worker/host.ts';
import { readMessage } from '../../src/worker/messages.ts';
import { end, epoch, runId, config as shortConfig, start, step, vitals } from '../app/events.ts';
import { preparedManifest } from '../data/prepared.ts';
import { mutateBytes, mutateJson, type Pick } from '../formats/mutations.ts';
import { commands, messages } from '../worker/samples.ts';
import { anyText, anyValue, mutateText, mutateValue } from './values.ts';

export interface Surface {
  /** Damaged input. The same picks make the same. */
  readonly make: (pick: Pick) => unknown;
  /** @returns whether it was taken. */
  readonly read: (input: never) => boolean | Promise<boolean>;
  /** What a refusal may be. Anything else that is thrown is a crash. */
  readonly known: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
}

const oneOf = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const config = { ...defaultConfig, blocks: [1], width: 2 } as const;
const spec = specOf(config);
const weights = initialWeights(structureOf(spec), 'he', 1);
const slots = weights
  .filter(({ name }) => !name.includes('running'))
  .map((tensor) => ({ ...tensor, name: `momentum.${tensor.name}` }));
const state = { weights, slots, steps: 7 };

/** A safetensors file with a damaged header or damaged bytes. */
function damagedFile(bytes: Uint8Array, pick: Pick): Uint8Array {
  if (pick(2) === 0) return mutateBytes(bytes, pick);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = encoder.encode(mutateJson(decoder.decode(bytes.subarray(8, 8 + length)), pick));
  const file = new Uint8Array(8 + header.length + bytes.length - 8 - length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(bytes.subarray(8 + length), 8 + header.length);
  return file;
}

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);

function addressSurface(): Surface {
  const queries = [
    '?model=resnet18&epochs=5&batch-size=64&learning-rate=0.05&lang=zh',
    '?blocks=2,2,2&width=16&block=bottleneck&shortcut=identity&stem=imagenet',
    '?augment=crop,mirror&optimizer=adamw&schedule=step&train-images=20000&seed=7',
    '',
  ];
  return {
    make: (pick) => mutateText(oneOf(pick, queries), pick),
    read(search: string) {
      const { config: read, problems } = configFromAddress(search);
      problems.map(sentenceOf);
      addressOf(read, search);
      // The page draws what it is given.
      structureOf(specOf(read));
      return problems.length === 0;
    },
    known: [],
  };
}

const settingsSurface = (): Surface => ({
  make: (pick) => [oneOf(pick, settingKeys), pick(2) === 0 ? anyText(pick) : anyValue(pick)],
  read([key, value]: [SettingKey, unknown]) {
    if (typeof value === 'string') parseSetting(key, value);
    const problem = networkProblem(specOf(configFromValues({ [key]: value })));
    return problem === undefined;
  },
  known: [SettingError, ProblemError],
});

function recordSurface(): Surface {
  const events = [start(), step(5), vitals(5, 1, 2), epoch(1), step(20), epoch(2), end('finished')];
  const run = events.reduce(foldEvent, newRun(runId, shortConfig));
  const whole = writeRecord(updatedRecord(newRecord(newRun(runId, shortConfig), [], 0), run));
  return {
    make: (pick) => mutateValue(whole, pick),
    read(stored: unknown) {
      const record = readRecord(stored);
      if (record) structuredClone(writeRecord(record));
      return record !== undefined;
    },
    known: [],
  };
}

function checkpointSurface(): Surface {
  const { runId: _, ...first } = epoch(1);
  const position = { ...startPosition, step: 7, epoch: 1 };
  const whole = checkpointFile({ config, position, epochs: [first], state });
  return {
    make: (pick) => damagedFile(whole, pick),
    // One that is not as it was written may be taken for the weights in it, never for the run.
    read(bytes: Uint8Array) {
      readCheckpointFile(bytes);
      if (Buffer.compare(bytes, whole) !== 0) throw new Error('A damaged checkpoint was taken in silence.');
      return true;
    },
    known: [SafetensorsError, CheckpointError],
  };
}

/** Through the worker's own readers, which read a file in parts. */
function weightsSurface(): Surface {
  const files = [
    weightsFile(state, modelMetadata(config)),
    // As other programs write it, without a checksum.
    writeSafetensors({ tensors: withCounters(weights, 7), metadata: { format: 'pt' } }),
    checkpointFile({ config, position: startPosition, epochs: [], state }),
  ];
  return {
    make: (pick) => damagedFile(oneOf(pick, files), pick),
    async read(bytes: Uint8Array) {
      const file = blobOf(bytes);
      const { candidates, problem } = await readPreview(file);
      if (problem) sentenceOf(problem);
      const read = await readState(file);
      summarise(read);
      return candidates.length > 0;
    },
    known: [ProblemError],
  };
}

function foreignSurface(): Surface {
  const export_ = (format: 'tfjs' | 'onnx' | 'pytorch') =>
    exportFiles(format, { spec, state, metadata: {}, config, position: startPosition, epochs: [] });
  const files = [
    zipOf(export_('tfjs')),
    zipOf(export_('pytorch')),
    zipSync({ 'archive/data.pkl': new Uint8Array(99), 'archive/version': new Uint8Array(2) }),
    ...export_('onnx').map(({ bytes }) => bytes),
    ...export_('tfjs').map(({ bytes }) => bytes),
    encoder.encode('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
    encoder.encode('<!doctype html><html lang="en">'),
    Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20),
  ];
  return {
    make: (pick) => mutateBytes(oneOf(pick, files), pick),
    read: async (bytes: Uint8Array) => (await readPreview(blobOf(bytes))).candidates.length > 0,
    known: [ProblemError],
  };
}

async function manifestSurface(): Promise<Surface> {
  const text = JSON.stringify(await preparedManifest());
  const bytes = encoder.encode(text);
  return {
    make: (pick) => (pick(4) === 0 ? mutateBytes(bytes, pick) : encoder.encode(mutateJson(text, pick))),
    read(input: Uint8Array) {
      parseManifest(input, cifar10);
      return true;
    },
    known: [ManifestError],
  };
}

/** What the page keeps in localStorage, which other versions and extensions write to as well. */
function rememberedSurface(): Surface {
  const speed = { device: 'webgpu x', engine: 'fused', macs: 864_416, imagesPerSecond: 148.6 };
  const whole = {
    preferences: { language: 'zh', shortcuts: false, notify: true, hintsDone: 2 },
    charts: { axis: 'seconds', logX: true, logY: ['loss'], smoothing: 0.5, beside: ['accuracy'] },
    speeds: { speeds: [speed, { ...speed, macs: 405_544 }] },
  };
  const texts = Object.entries(whole).map(
    ([name, state]) => [`resnet-playground.${name}`, JSON.stringify({ state, version: 1 })] as const,
  );
  return {
    make(pick) {
      const [name, text] = oneOf(pick, texts);
      return { ...Object.fromEntries(texts), [name]: (pick(2) === 0 ? mutateText : mutateJson)(text, pick) };
    },
    read(stored: Record<string, string>) {
      const storage = () => ({
        getItem: (name: string) => stored[name] ?? null,
        setItem: (name: string, text: string) => {
          stored[name] = text;
        },
      });
      const client = { send: () => {}, onMessage: () => {}, onFailure: () => {} };
      const page = createPage(client, { read: () => '', write: () => {} });
      const preferences = createPreferences({ storage, languages: ['en'], search: '' });
      createChartSettings(storage);
      const speeds = followSpeeds(page.store, storage);
      const read = { preferences: preferences.getState(), speeds: speeds.getState() };
      preferences.setState({ hintsDone: 9 });
      return isDeepStrictEqual(read, { preferences: whole.preferences, speeds: whole.speeds });
    },
    known: [],
  };
}

/** What structured cloning does not carry never reaches the other side. */
const cloned = (value: unknown): unknown => {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
};

/** To a worker whose device and data fail in a sentence: nothing trains, all else is as it is. */
function commandSurface(): Surface {
  const missing = () => Promise.reject(new ProblemError({ kind: 'no-convolution' }));
  return {
    make: (pick) => cloned(mutateValue(oneOf(pick, commands), pick)),
    async read(command: unknown) {
      let answers = 0;
      const handle = createHost({
        post: () => void answers++,
        openDevice: missing,
        tuningStore: { get: async () => undefined, set: async () => undefined },
        checkpoints: memoryCheckpoints(),
        openData: missing,
      });
      handle(command);
      // What it does on the side may crash too.
      await new Promise((resolve) => setImmediate(resolve));
      return answers > 0;
    },
    known: [],
  };
}

/** To a page with a run and a measurement under way. */
function messageSurface(): Surface {
  return {
    make: (pick) => [oneOf(pick, messages), mutateValue(oneOf(pick, messages), pick)].map(cloned),
    async read([before, message]: [unknown, unknown]) {
      let worker: WorkerLike | undefined;
      const client = createWorkerClient({
        loadReader: () => readMessage,
        dataUrl: 'https://example.org/',
        createWorker: () => {
          worker = { postMessage: () => {}, terminate: () => {}, onmessage: null, onerror: null };
          return worker;
        },
        timers: { every: () => () => {}, after: () => () => {} },
      });
      const page = createPage(client, { read: () => '', write: () => {} });
      let heard = 0;
      client.onMessage(() => void heard++);
      page.actions.startFrom(newRun('run', shortConfig), { kind: 'stored', runId: 'run' });
      client.send({ type: 'look', id: 'a', config });
      for (const data of [before, message]) worker?.onmessage?.({ data } as MessageEvent<unknown>);
      await Promise.resolve();
      return heard > 1;
    },
    known: [],
  };
}

export const surfaces = async (): Promise<Readonly<Record<string, Surface>>> => ({
  address: addressSurface(),
  settings: settingsSurface(),
  records: recordSurface(),
  checkpoints: checkpointSurface(),
  weights: weightsSurface(),
  'zips and other files': foreignSurface(),
  manifest: await manifestSurface(),
  'what the page remembers': rememberedSurface(),
  'commands to the worker': commandSurface(),
  'messages to the page': messageSurface(),
});
