/**
 * Every problem and notice there is, with values: of each kind at least one, of a kind whose words depend on a choice, one for
 * each choice. The types ask for every kind, so that a new one without a sample does not compile.
 */
import type { JsonFault } from '../../src/base/json.ts';
import type { ClassroomProblem } from '../../src/problems/classroom.ts';
import type {
  DataPlace,
  DataProblem,
  DecodeFault,
  LoadFault,
  ManifestFault,
  ValueFault,
} from '../../src/problems/data.ts';
import type { DepthProblem } from '../../src/problems/depth.ts';
import type { DeviceProblem, DeviceReason, WebGlRefusal, WebGpuRefusal } from '../../src/problems/device.ts';
import type { FileProblem, HeaderFault, TensorDifference, TensorFault } from '../../src/problems/files.ts';
import type { ForeignFile } from '../../src/problems/foreignFiles.ts';
import type { Notice, Problem } from '../../src/problems/index.ts';
import type { OwnDataProblem } from '../../src/problems/ownData.ts';
import type { PictureProblem } from '../../src/problems/pictures.ts';
import type { QuestionProblem } from '../../src/problems/questions.ts';
import type { BenchTask, RunProblem } from '../../src/problems/run.ts';
import type { NetworkProblem, SettingProblem } from '../../src/problems/settings.ts';
import type { SweepProblem } from '../../src/problems/sweep.ts';

/** Of each member of a union, some. */
type Samples<P extends { readonly kind: string }> = {
  readonly [K in P['kind']]: readonly [Sample<P, K>, ...Sample<P, K>[]];
};
/** Without its kind. */
type Sample<P, K> = P extends { readonly kind: K } ? Omit<P, 'kind'> : never;

const all = <P extends { readonly kind: string }>(samples: Samples<P>): P[] =>
  Object.entries<readonly object[]>(samples).flatMap(([kind, list]) =>
    list.map((sample) => ({ kind, ...sample }) as unknown as P),
  );
/** A sample for each. */
const each = <T, S>(list: readonly T[], sample: (item: T) => S): readonly [S, ...S[]] =>
  list.map(sample) as [S, ...S[]];

const tensor = 'layer9.0.weight';
const words = { kind: 'text', text: 'out of luck' } as const;

const jsonFaults: Samples<JsonFault> = {
  'not-json': [{}],
  'key-twice': [{ key: 'kappa' }],
  'too-deep': [{ levels: 91 }],
  'too-many': [{ most: 97 }],
};

const label = { key: 'epochs', label: 'Epochs' };
const settings: Samples<SettingProblem> = {
  'setting-not-number': [
    { setting: '--epochs', each: false, whole: true, min: 31, max: 1007, text: 'many' },
    { setting: '--blocks', each: true, whole: true, min: 31, max: 1007, text: 'many' },
    { setting: '--epochs', each: false, whole: false, min: 0.31, max: 10.07, text: '' },
    { setting: label, each: false, whole: true, min: 31, max: 1007, text: 'many' },
  ],
  'setting-not-boolean': [{ setting: '--nesterov', text: 'maybe' }],
  'setting-not-choice': [{ setting: '--schedule', choices: ['alpha', 'omega'], text: 'sigma' }],
  'setting-not-list': [{ setting: '--blocks', min: 31, max: 47, length: 59 }],
  'setting-not-set': [{ setting: '--augment', choices: ['alpha', 'omega'], text: 'sigma' }],
  'setting-not-depths': [{ setting: '--depth-at', text: '3,3' }],
  'setting-unknown': [{ text: 'sigma' }],
};

const network: Samples<NetworkProblem> = {
  'stage-count': [{ min: 31, max: 47, stages: 59 }],
  'block-count': [{ min: 31, max: 47, blocks: 5.9 }],
  'network-size': each(['width', 'inputSize', 'classes'] as const, (part) => ({
    part,
    min: 31,
    max: 47,
    value: 59,
  })),
};

const webGpu: Samples<WebGpuRefusal> = {
  'insecure-page': [{}],
  'no-webgpu': [{}],
  'no-adapter': [{}],
  'adapter-failed': [{ why: words }, { why: { kind: 'wrong-results' } }],
};
const webGl: Samples<WebGlRefusal> = {
  'no-webgl': [{}],
  'no-float-textures': [{}],
  'webgl-wrong-results': [{}],
};
const deviceReasons: Samples<DeviceReason> = {
  'on-webgpu': [
    { name: 'Qualm 9', software: false },
    { name: 'Qualm 9', software: true },
    { name: '', software: false },
    { name: '', software: true },
  ],
  'on-webgl': each(all(webGpu), (refusal) => ({ webGpu: refusal })),
  'on-cpu': [
    ...each(all(webGpu), (refusal) => ({ webGpu: refusal })),
    ...all(webGl).map((refusal) => ({ webGpu: { kind: 'no-webgpu' } as const, webGl: refusal })),
  ],
  text: [{ text: 'Out of luck.' }],
};

const device: Samples<DeviceProblem> = {
  'batch-too-large': [{ batch: 31, limitMB: 47, most: 59 }],
  'picture-too-large': [{ limitMB: 47 }],
  'layer-too-large': [{ limitMB: 47 }],
  'network-too-large': [{ limitMB: 47 }],
  'out-of-memory': [{ batch: 31, smaller: 59 }],
  'beyond-limits': each(
    ['workgroups', 'bindings', 'bytes', 'threads', 'workgroup-bytes'] as const,
    (what) => ({ kernel: 'convolve7', what, needed: 59, limit: 47 }),
  ),
  'gpu-refused': [{ why: 'out of luck' }],
  'gpu-lost': [{ why: '' }],
  'gpu-memory': [{}],
  'kernel-not-compiled': [{ kernel: 'convolve7' }],
  'no-convolution': [{}],
  'no-workgroup-memory': [{}],
  'no-timestamps': [{}],
  'cannot-measure': [{}],
};

const places: readonly DataPlace[] = ['server', 'disk'];
const loadFaults: Samples<LoadFault> = {
  'nothing-sent': [{}],
  unreachable: [{}],
  refused: [{ status: 503 }],
  'web-page': [{}],
  'broken-off': [{}],
  stalled: [{ seconds: 31 }],
  'too-long': [{ limit: 31 }],
  'wrong-length': [{ bytes: 31, expected: 47 }],
  'wrong-checksum': [{}],
  missing: [{}],
  text: [{ text: 'out of luck' }],
};
const decodeFaults: Samples<DecodeFault> = {
  absent: [{}],
  'other-pixels': [{}],
  'empty-frame': [{}],
  'no-context': [{}],
  'other-size': [{ width: 31, height: 47 }],
  'other-length': [{ bytes: 31, expected: 47 }],
  'other-channels': [{ channels: 4, expected: 3 }],
  text: [{ text: 'out of luck' }],
};
const valueFaults: Samples<ValueFault> = {
  'bad-checksum': [{}],
  'bad-file-name': [{}],
  'label-count': [{}],
  'shard-size': [{ pictures: 31 }],
  unexpected: [
    { said: 'Invalid type: Expected 31 but received 47', expected: '31', received: '47' },
    { said: 'Invalid value: Received 59', received: '59' },
  ],
};
const manifestFaults: Samples<ManifestFault> = {
  ...jsonFaults,
  'manifest-too-long': [{ bytes: 31 }],
  'bad-value': [
    ...each(all(valueFaults), (fault) => ({ at: 'train.shards.0', fault })),
    { at: '', fault: { kind: 'label-count' } },
  ],
};
const attempts = all(decodeFaults).map((fault) => ({ way: 'Abacus', fault }));
const data: Samples<DataProblem> = {
  'manifest-not-loaded': [
    ...each(all(loadFaults), (fault) => ({ dataset: 'QUUX-9', fault, from: 'server' as const })),
    { dataset: 'QUUX-9', fault: { kind: 'missing' }, from: 'disk' },
  ],
  'manifest-unusable': each(all(manifestFaults), (fault) => ({
    dataset: 'QUUX-9',
    file: 'list.json',
    fault,
  })),
  'file-not-loaded': [
    ...each(places, (from) => ({
      part: 'shard' as const,
      file: 'p-07.webp',
      fault: { kind: 'unreachable' as const },
      from,
    })),
    ...places.map((from) => ({
      part: 'labels' as const,
      file: 'p-07.webp',
      fault: { kind: 'unreachable' as const },
      from,
    })),
  ],
  'unknown-labels': each(places, (from) => ({ file: 'p-07.bin', from })),
  'picture-count': each(['train', 'test'] as const, (split) => ({ split, all: 31, pictures: 47 })),
  'pixels-changed': each(attempts, (attempt) => ({ file: 'p-07.webp', attempts: [attempt] })),
  'not-decoded': each(attempts, (attempt) => ({ file: 'p-07.webp', attempts: [attempt] })),
  'wrong-pictures': each(attempts, (attempt) => ({ file: 'p-07.webp', attempts: [attempt] })),
  'own-set-missing': [{ dataset: 'QUUX-9' }],
  'not-prepared': [{ dataset: 'QUUX-9' }],
};

const shortcuts = ['projection', 'identity', 'none'] as const;
const named = [
  ...each(shortcuts, (shortcut) => ({ model: 'quux31', shortcut, norm: 'batch' as const })),
  ...each(shortcuts, (shortcut) => ({ model: 'quux31', shortcut, norm: 'none' as const })),
] as const;
const headerFaults: Samples<HeaderFault> = {
  ...jsonFaults,
  'not-utf8': [{}],
  'not-object': [{}],
};
const tensorFaults: Samples<TensorFault> = {
  'bad-name': [{}],
  'not-described': [{}],
  'bad-type': [{ type: 'U7', readable: ['Q1', 'Q2'] }, { readable: ['Q1', 'Q2'] }],
  'bad-shape': [{}],
  'bad-rank': [{ rank: 31, most: 47 }],
  'too-many-values': [{}],
  'bad-offsets': [{}],
  'cut-short': [{ end: 31, bytes: 47 }],
  'bad-length': [{ bytes: 31, needed: 47 }],
  overlap: [{}],
  gap: [{}],
};
const differences: Samples<TensorDifference> = {
  lacks: [{ tensor }],
  'other-shape': [{ tensor, found: [31, 47], shape: [59, 61] }],
  foreign: [{ tensor }],
};
const foreignFiles: Samples<ForeignFile> = {
  nothing: [{}],
  'lfs-pointer': [{}],
  'web-page': [{}],
  'tfjs-model': [{}],
  'shard-index': [{}],
  json: [{}],
  'plain-text': [{}],
  pytorch: [{}],
  pickle: [{}],
  numpy: [{}],
  archive: [{ format: 'quux' }],
  model: [{ format: 'quux' }],
  picture: [{ format: 'quux' }],
};
const files: Samples<FileProblem> = {
  'weights-gone': [{}],
  'file-gone': [{}],
  'nothing-to-export': [{}],
  'weights-alone': [{}],
  'foreign-file': each(all(foreignFiles), (found) => ({ found })),
  'not-safetensors': [{ bytes: 31 }],
  'header-too-long': [{ length: 31, bytes: 47 }],
  'header-too-large': [{ bytes: 31, most: 47 }],
  'file-too-large': [{ bytes: 31, most: 47 }],
  'bad-header': each(all(headerFaults), (fault) => ({ fault })),
  'metadata-not-text': [{}],
  'metadata-proto': [{}],
  'bad-tensor': each(all(tensorFaults), (fault) => ({ tensor, fault })),
  'bytes-left-over': [{ bytes: 31 }],
  'wrong-checksum': [{}],
  'tensor-name-refused': [{ tensor }],
  'tensor-twice': [{ tensor }],
  'value-count': [{ tensor, values: 31, shape: [47, 59], needed: 61 }],
  'file-steps': [{ text: 'many' }],
  'bad-counter': [{ tensor }],
  'not-finite': [{ tensor, bad: 31, values: 47 }],
  'unknown-network': each(['shape', 'missing'] as const, (fault) => ({ tensor, fault })),
  'almost-network': [
    ...each(all(differences), (difference) => ({ network: named[0], difference })),
    ...named.slice(1).map((name) => ({ network: name, difference: { kind: 'lacks' as const, tensor } })),
  ],
  'other-network': each(named, (chosen) => ({ held: named.slice(1), chosen })),
  'not-of-network': each(named, (name) => ({ network: name })),
  'weights-shape': [{ tensor, found: [31, 47], shape: [59, 61] }],
  'weights-foreign': [{ tensor }],
  'weights-twice': [{ tensor }],
  'weights-missing': [{ tensor }],
  'weights-steps': [{ steps: 3.1 }],
  'no-run': [{}],
  'run-not-json': [{}],
  'run-unsealed': [{}],
  'run-newer': [{ format: 31, known: 29 }],
  'run-setting': each(all(settings), (cause) => ({ cause })),
  'own-set-not-right': [{ at: 'classes', why: { kind: 'text', text: 'There must be 3' } }],
  'run-not-right': [{ at: 'position.step', why: words }],
};

const run: Samples<RunProblem> = {
  diverged: [
    ...each(['train', 'test'] as const, (loss) => ({ loss, step: 31, learningRate: 4.7, gentler: 0.59 })),
    ...each(['train', 'test'] as const, (loss) => ({
      loss,
      value: 67_061,
      step: 31,
      learningRate: 4.7,
      gentler: 0.59,
    })),
    { loss: 'train', step: 31, learningRate: 4.7, gentler: 0.59, half: true },
  ],
  'run-over': [{}],
  'not-understood': [{}],
  'storage-full': [{}],
  'other-dataset': [{ learned: 'CIFAR-10', chosen: 'CIFAR-100' }],
  'other-device': each(['webgpu', 'webgl', 'cpu'] as const, (backend) => ({
    before: { backend, name: backend === 'cpu' ? '' : 'M2' },
    now: { backend: 'webgl', name: '' },
  })),
  'kernels-gone': [{ now: { backend: 'webgpu', name: 'M2' } }],
  busy: each(['run', 'measurement'] as const, (doing) => ({ doing })),
  'worker-silent': [{}, { again: 'train' }, { again: 'measure' }],
  'run-stalled': [{}],
  'engine-broke': [{}],
  'backend-gone': [
    { before: { backend: 'webgpu', name: 'Kappa' }, now: { backend: 'webgl', name: 'Omega' } },
  ],
  'gave-up': each(['gpu', 'worker'] as const, (because) => ({ starts: 31, because })),
  'stopped-unheard': [{}, { kept: 31 }],
  'worker-broke': [
    { why: 'out of luck' },
    { why: 'out of luck', again: 'train' },
    { why: 'out of luck', again: 'measure' },
    { why: '', again: 'train' },
  ],
};
const engines = ['fused', 'stock'] as const;
const benchTasks: Samples<BenchTask> = {
  tuning: [{ done: 31, total: 47 }],
  'warming-up': each(engines, (engine) => ({ engine })),
  compiling: [{ done: 31, total: 47 }],
  checking: [{}],
  roofline: [{}],
  timing: each(engines, (engine) => ({ step: 31, steps: 47, engine })),
};

const questions: Samples<QuestionProblem> = {
  'question-misfit': [{}],
  'question-failed': [{}],
  'no-network': [{}],
  'no-path': [{}],
  'other-run-trains': [{}],
  'shipped-not-loaded': [{}],
  'shipped-unusable': [{}],
};

const depth: Samples<DepthProblem> = {
  'plain-cannot-grow': [{}],
  'depth-too-late': [{}],
  'block-must-stay': [{ block: 'layer2.0' }],
  'stages-must-stay': [{ stages: 3, given: 4 }],
  'depth-no-memory': [{ blocks: [5, 7, 9] }],
};

export const problems: readonly Problem[] = all<Problem>({
  ...depth,
  ...settings,
  ...network,
  ...device,
  ...data,
  ...files,
  ...run,
  ...questions,
  text: [{ text: 'Out of luck.' }],
});
export const classroomProblems: readonly ClassroomProblem[] = all<ClassroomProblem>({
  'assignment-address': [{ settings: ['--width'] }],
  'assignment-change': [{ settings: ['--width', '--seed'] }],
  'assignment-run': [{ settings: ['--epochs'] }],
  'assignment-broken': [{ text: 'width_locked' }],
  'assignment-not-loaded': [{}],
  'no-hand-in': [{}],
  'hand-in-not-right': [{}],
  'hand-in-newer': [{ format: 7 }],
  'hand-in-changed': [{}],
  'hand-in-breaks': [{ settings: ['--epochs'] }],
  'hand-in-other-assignment': [{}],
  'hand-in-curve': [{ epoch: 3 }],
  'hand-in-unfinished': [{ epochs: 3, of: 5 }],
  'hand-in-forged': [{ claimed: '91.2', found: '47.1', pictures: 1000 }],
  'hand-in-same-weights': [{ other: 'QUUX' }],
});
export const pictureProblems: readonly PictureProblem[] = all<PictureProblem>({
  empty: [{}],
  svg: [{}],
  pdf: [{}],
  heic: [{}],
  video: [{}],
  sound: [{}],
  'other-picture': [{ format: 'QUUX' }],
  archive: [{ format: 'QUUX' }],
  text: [{}],
  'no-picture': [{}],
  'file-gone': [{}],
  'file-too-large': [{ megabytes: 1007, most: 97 }],
  'no-size': [{ format: 'QUUX' }],
  'too-many-pixels': [{ megapixels: 1007, most: 97 }],
  'cut-short': [{ format: 'QUUX' }],
  'not-decoded': [{ format: 'QUUX' }],
  'pixels-changed': [{}],
  'no-memory': [{}],
  'no-reader': [{}],
  'clipboard-closed': [{}],
  'clipboard-empty': [{}],
  'camera-refused': [{}],
  'camera-busy': [{}],
  'camera-insecure': [{}],
  'no-camera': [{}],
});
/** Of lists that make no sweep. */
export const sweepProblems: readonly SweepProblem[] = all<SweepProblem>({
  'list-too-long': [{ setting: 'QUUX', text: 'quuux', count: 1007, most: 97 }],
  'list-not-positive': [{ setting: 'QUUX', text: 'quuux' }],
  'list-length': [{ setting: 'QUUX', text: 'quuux', most: 97 }],
  'list-empty': [{ setting: 'QUUX' }],
  'depth-of-none': [
    { setting: 'QUUX', layers: 13, small: 15, larger: 41, text: 'quuux', other: 'quuuux' },
    {
      setting: { key: 'depth', label: 'Depth' },
      layers: 13,
      small: 15,
      larger: 41,
      text: 'quuux',
      other: { key: 'blocks', label: 'Blocks per stage' },
    },
  ],
  'sweep-too-large': [{ runs: 1007, most: 97 }],
  'queue-full': [{ runs: 1007, waiting: 89, most: 97 }],
});
const some = [
  { count: 31, names: [] },
  { count: 1, names: ['omega.dat'] },
  { count: 47, names: ['omega.dat', 'sigma.dat'] },
] as const;
export const ownDataProblems: readonly OwnDataProblem[] = all<OwnDataProblem>({
  'nothing-there': [{}],
  'no-layout': [{ files: 31 }, { files: 1 }],
  'packed-otherwise': [{ name: 'omega.dat', format: 'QUUX' }],
  'stored-otherwise': [{ name: 'omega.dat', format: 'QUUX' }],
  'archive-damaged': [{ name: 'omega.dat' }],
  'archive-encrypted': [{ name: 'omega.dat' }],
  'unpacks-too-large': [{ name: 'omega.dat', most: 97 }],
  'too-many-files': [{ most: 97 }],
  'file-too-large': [{ name: 'omega.dat', most: 97 }],
  'data-damaged': [{ name: 'omega.dat' }],
  'file-unreadable': [{ name: 'omega.dat' }],
  'pickle-calls': [{ name: 'omega.dat', call: 'sigma' }],
  'no-labels': [{ name: 'omega.dat' }],
  'several-sets': some,
  'counts-differ': [{ name: 'omega.dat', pictures: 31, labels: 47 }],
  'one-class': [{ name: 'omega' }],
  'too-many-classes': [{ classes: 1007, most: 97 }],
  'too-many-pictures': [{ pictures: 1007, most: 97 }],
  'nothing-readable': [{}],
  'nothing-to-test': [{}],
  'no-room': [{ megabytes: 97 }],
  'nothing-kept': [{}],
  'canvas-changed': [{}],
  'reading-failed': [{}],
  'reader-gone': [{}],
  'no-class': some,
  'not-pictures': some,
  'other-pictures': some,
  'unsafe-names': some,
  'not-there': some,
  unlabelled: some,
  unreadable: some,
  'too-many-pixels': some,
  'validation-left-out': [{ count: 31 }, { count: 1 }],
  'guessed-from-names': [{}],
  'validation-tests': [{}],
  'empty-classes': some,
  'few-pictures': some,
  'untested-classes': some,
  'untrained-classes': some,
  'unequal-classes': [{ largest: 'omega', most: 1007, smallest: 'sigma', fewest: 31 }],
  'in-both-splits': [{ count: 31 }, { count: 1 }],
  'twice-in-training': [{ count: 31 }, { count: 1 }],
  enlarged: [
    { count: 31, side: 59 },
    { count: 1, side: 59 },
  ],
});
export const reasons: readonly DeviceReason[] = all(deviceReasons);
export const notices: readonly Notice[] = [...reasons, ...all(benchTasks)];

/** Fields that choose between words and are not shown themselves. */
const choosing = new Set([
  ...[
    'kind',
    'each',
    'whole',
    'part',
    'software',
    'split',
    'from',
    'shortcut',
    'norm',
    'loss',
    'doing',
    'again',
  ],
  ...['engine', 'what', 'because', 'backend'],
]);

/** The same with every value that is shown and that others wrote, such as a name or a text, replaced. */
export function withTexts<T>(told: T, text: string): T {
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      const chooses = choosing.has(key) || (key === 'fault' && ['shape', 'missing'].includes(value));
      return chooses || value === '' ? value : text;
    }
    if (Array.isArray(value)) return value.map((item) => replaced(item, key));
    if (typeof value !== 'object' || value === null) return value;
    // A label is looked up by its key.
    if ('label' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, name)]));
  };
  return replaced(told, '') as T;
}

/** Every value that is shown. */
export function valuesOf(told: unknown, key = ''): (string | number)[] {
  if (typeof told === 'number') return [told];
  if (typeof told === 'string') {
    const chooses = choosing.has(key) || (key === 'fault' && ['shape', 'missing'].includes(told));
    return chooses ? [] : [told];
  }
  if (typeof told !== 'object' || told === null || 'label' in told) return [];
  if (Array.isArray(told)) return told.flatMap((item) => valuesOf(item, key));
  const { said, expected, received, ...rest } = told as Record<string, unknown>;
  // What a library says may stand for what it expected and received, or these for it.
  const shown = said === undefined ? { ...rest, expected, received } : { ...rest, received };
  return Object.entries(shown).flatMap(([name, item]) => valuesOf(item, name));
}
