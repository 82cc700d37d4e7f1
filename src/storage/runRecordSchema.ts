/** What is written of a run, and the check of all that is read back. Pure. */
import * as v from 'valibot';
import { noticeOf, sentenceOf } from '../problems/index.ts';
import { deviceReasonFrom, problemFrom } from '../problems/stored.ts';
import {
  amount,
  backend,
  changedSettings,
  count,
  epochEvent,
  outcome,
  real,
  runConfig,
  text,
} from '../training/schemas.ts';
import { isAsWritten, withChecksum } from './recordChecksum.ts';
import { nameLimit, noteLimit, type RunRecord, seriesLimit, stepMetrics } from './runRecord.ts';

const version = 1;

const optional = <const T extends v.GenericSchema>(schema: T) =>
  v.exactOptional(v.union([schema, v.undefined()]));

/** What a sentence was made of. Records of the first versions have the sentence alone. */
const data = v.optional(v.unknown());
const device = v.pipe(
  v.object({
    backend,
    name: v.string(),
    software: v.boolean(),
    reason: v.string(),
    reasonData: data,
    maxBindingBytes: v.exactOptional(v.number()),
  }),
  v.transform(({ reason, reasonData, ...rest }) => ({
    ...rest,
    reason: deviceReasonFrom(reason, reasonData),
  })),
);
const thinning = <const P extends v.GenericSchema>(point: P, limit: number) =>
  v.object({ points: v.pipe(v.array(point), v.maxLength(limit)), stride: count, open: count });
/** What points have come to hold since the first records: those that lack it are still whole. */
const younger = v.optional(real, Number.NaN);
const point = v.object({
  ...v.entriesFromList(stepMetrics, younger),
  // The first records have these.
  trainLoss: real,
  trainAccuracy: real,
  learningRate: real,
  step: count,
  epoch: amount,
  seconds: younger,
  lossLow: younger,
  lossHigh: younger,
  steps: count,
});
const look = v.object({ step: count, epoch: amount, norms: v.record(v.string(), real), looks: count });
const stagePoint = v.object({
  step: count,
  epoch: amount,
  means: v.record(v.string(), v.record(v.string(), real)),
  frames: count,
});
const epoch = v.object({ ...epochEvent, runId: v.string() });
const change = v.object({
  type: v.literal('change'),
  runId: v.string(),
  step: count,
  epoch: v.exactOptional(amount),
  settings: changedSettings,
});
const recovery = v.pipe(
  v.object({
    type: v.literal('recovery'),
    runId: v.string(),
    step: count,
    at: count,
    message: v.string(),
    problem: data,
  }),
  v.transform(({ message, problem, ...rest }) => ({ ...rest, problem: problemFrom(message, problem) })),
);
const end = v.pipe(
  v.object({
    type: v.literal('end'),
    runId: v.string(),
    step: count,
    outcome,
    message: optional(v.string()),
    problem: data,
    // Of the first versions.
    diverged: optional(v.object({ step: count, learningRate: real, gentler: real })),
  }),
  v.transform(({ message, problem, diverged, ...rest }) => {
    if (message === undefined) return rest;
    if (!diverged || problem !== undefined) return { ...rest, problem: problemFrom(message, problem) };
    const loss = message.startsWith('The test loss') ? 'test' : 'train';
    return { ...rest, problem: problemFrom(message, { ...diverged, kind: 'diverged', loss }) };
  }),
);

const record = v.object({
  version: v.literal(version),
  id: v.pipe(v.string(), v.nonEmpty()),
  name: v.pipe(text(nameLimit), v.nonEmpty()),
  colour: count,
  startedAt: amount,
  config: runConfig,
  device: optional(device),
  totalSteps: count,
  step: count,
  epoch: amount,
  series: thinning(point, seriesLimit),
  gradients: thinning(look, seriesLimit),
  stages: optional(thinning(stagePoint, seriesLimit)),
  epochs: v.array(epoch),
  changes: v.array(change),
  // Of the first versions no run went on by itself.
  recoveries: v.optional(v.array(recovery), []),
  tab: optional(v.string()),
  end: optional(end),
  note: text(noteLimit),
  pinned: v.boolean(),
  shown: v.boolean(),
});

/** What is put into the database: plain values, and a sentence beside what it is made of, as earlier versions read it. */
export function writeRecord(run: RunRecord): Readonly<Record<string, unknown>> {
  const { device, end, recoveries } = run;
  return withChecksum({
    version,
    ...run,
    device: device && { ...device, reason: noticeOf(device.reason), reasonData: device.reason },
    recoveries: recoveries.map((event) => ({ ...event, message: sentenceOf(event.problem) })),
    end: end?.problem ? { ...end, message: sentenceOf(end.problem) } : end,
  });
}

/** The run of a record, or undefined where it is not a whole one of this version, or not as it was written. */
export function readRecord(data: unknown): RunRecord | undefined {
  if (!isAsWritten(data)) return undefined;
  const result = v.safeParse(record, data, { abortEarly: true });
  if (!result.success) return undefined;
  const { version: _version, ...run } = result.output;
  return run;
}
