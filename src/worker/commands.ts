/**
 * Commands as they reach the worker: `postMessage` carries anything, also what a page of another version or an extension sent.
 * What is no command is left alone, and said where developers look.
 */
import * as v from 'valibot';
import { factsOf } from '../data/sets/index.ts';
import { exportFormatNames } from '../formats/exportFormats.ts';
import type { DepthEdit } from '../model/depth.ts';
import { specLimits } from '../model/spec.ts';
import { type Problem, problemOf } from '../problems/index.ts';
import { checkpointParts } from '../storage/checkpoints.ts';
import { configFromValues } from '../training/config.ts';
import { landscapePlan } from '../training/landscapeSchema.ts';
import { mostPictures, mostPooledPictures, type NamedNetwork, type Question } from '../training/questions.ts';
import {
  amount,
  backend,
  count,
  dataset,
  engine,
  listOf,
  liveSettings,
  modelSpec,
  positive,
  runConfig,
  text,
} from '../training/schemas.ts';
import { tapSites } from '../training/taps.ts';
import type { StartFrom, WorkerCommand, WorkerMessage } from './protocol.ts';
import { type Complete, id, of, reading, type Taken } from './reading.ts';

/** Of one origin. */
const address = text(8000);

const named = v.variant('kind', [
  v.object({ kind: v.literal('run'), runId: id }),
  v.object({ kind: v.literal('shipped') }),
]);
true satisfies Complete<NamedNetwork, v.InferOutput<typeof named>, 'kind'>;

/** What a run begins with. One that broke down began with something else than another breakdown. */
const begun = <const K extends StartFrom['kind'], const E extends v.ObjectEntries>(kind: K, entries: E) =>
  v.object({
    kind: v.literal(kind),
    accepted: v.optional(v.object({ backend, name: text(10_000) })),
    ...entries,
  });
const origins = [
  begun('stored', { runId: id }),
  begun('checkpoint', { file: v.blob() }),
  begun('weights', { file: v.blob() }),
  begun('network', { of: named }),
] as const;
const from = v.variant('kind', [
  ...origins,
  begun('recovered', {
    runId: id,
    otherwise: v.optional(v.variant('kind', origins)),
    backend: v.optional(backend),
  }),
]);
true satisfies Complete<StartFrom, v.InferOutput<typeof from>, 'kind'>;

/** More than any network has blocks. */
const mostPlaces = 10_000;
const place = v.object({ block: text(200), of: v.picklist(tapSites) });
const question = v.object({
  of: v.optional(named),
  pictures: v.variant('kind', [
    v.object({ kind: v.literal('test'), indices: listOf(count, mostPooledPictures) }),
    v.object({ kind: v.literal('pixels'), images: v.instance(Uint8Array) }),
  ]),
  taps: v.object({
    mode: v.picklist(['evaluation', 'training']),
    pooled: v.optional(v.boolean()),
    sizes: v.optional(v.boolean()),
    filters: v.optional(v.boolean()),
    maps: v.optional(listOf(place, mostPlaces)),
    gradient: v.optional(v.object({ block: text(200), classes: listOf(count, mostPictures) })),
  }),
  without: v.optional(listOf(text(200), mostPlaces)),
  compared: v.optional(v.boolean()),
});
true satisfies Complete<Question['pictures'], v.InferOutput<typeof question>['pictures'], 'kind'>;

const depthEdit = v.variant('kind', [
  v.object({ kind: v.literal('add'), stage: count, at: v.optional(count) }),
  v.object({ kind: v.literal('remove'), stage: count, at: v.optional(count) }),
  v.object({ kind: v.literal('set'), blocks: listOf(count, specLimits.stages.max) }),
]);
true satisfies Complete<DepthEdit, v.InferOutput<typeof depthEdit>, 'kind'>;

const command = v.variant('type', [
  of('open', { dataUrl: address }),
  of('ping', {}),
  of('detect', {}),
  of('start', { runId: id, config: runConfig, from: v.optional(from) }),
  of('pause', { runId: id }),
  of('resume', { runId: id }),
  of('single-step', { runId: id }),
  of('stop', { runId: id }),
  of('change', { runId: id, settings: liveSettings }),
  of('change-depth', { runId: id, edit: depthEdit }),
  of('undo-depth', { runId: id }),
  of('bench', {
    id,
    models: listOf(v.object({ spec: modelSpec, batchSize: positive }), 100),
    steps: positive,
    engines: listOf(engine, 2),
    check: v.optional(v.boolean()),
    budgetMs: v.optional(amount),
  }),
  of('stop-bench', { id }),
  of('export', {
    id,
    runId: id,
    part: v.picklist(checkpointParts),
    format: v.picklist(exportFormatNames),
  }),
  of('store-held', { runIds: listOf(id, 10_000) }),
  of('inspect', { id, file: v.blob() }),
  of('evaluate', { id, file: v.blob(), config: runConfig }),
  of('look', { id, config: runConfig, correlation: v.optional(v.boolean()) }),
  of('find-rate', { id, config: runConfig, runId: v.optional(id), steps: v.optional(positive) }),
  of('landscape', { id, of: named, plan: landscapePlan, known: count }),
  of('stop-evaluation', { id }),
  of('ask', { id, question }),
  of('withdraw', { id }),
  v.pipe(
    of('pictures', { id, dataset, numbers: v.pipe(listOf(count, 1000), v.minLength(1)) }),
    v.check(({ dataset: name, numbers }) => numbers.every((n) => n < factsOf(name).images.test)),
  ),
  of('labels', { id, dataset }),
  of('shipped', { id }),
]);
// The type of a start allows more than there is: a run that broke down and began with a breakdown.
({}) as Taken<Exclude<WorkerCommand, { type: 'start' }>> satisfies v.InferInput<typeof command>;
true satisfies Complete<WorkerCommand, v.InferOutput<typeof command>>;

/** @returns the command, or undefined where it is none. Never throws. */
export const readCommand: (data: unknown) => WorkerCommand | undefined = reading('command', command);

/** Why a command that names itself was not understood: a setting of its config, or else a page of another version. */
function problemIn({ config }: Readonly<Record<string, unknown>>): Problem {
  try {
    if (config !== undefined) configFromValues(Object(config));
  } catch (error) {
    return problemOf(error);
  }
  return { kind: 'not-understood' };
}

/**
 * The answer to what is no command, though it says who waits for one: nobody waits for ever.
 * @returns undefined where nobody does. Never throws.
 */
export function refusalOf(data: unknown): WorkerMessage | undefined {
  const named = Object(data) as Readonly<Record<string, unknown>>;
  const failed = { type: 'end', outcome: 'failed' } as const;
  if (v.is(id, named.id)) {
    const problem = problemIn(named);
    if (named.type === 'bench') return { type: 'bench', id: named.id, event: { ...failed, problem } };
    return { type: 'answer', id: named.id, answer: { type: 'failed', problem } };
  }
  if (named.type !== 'start' || !v.is(id, named.runId)) return undefined;
  return { type: 'run', event: { ...failed, runId: named.runId, step: 0, problem: problemIn(named) } };
}
