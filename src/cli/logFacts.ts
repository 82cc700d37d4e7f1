/** What the log of a run's folder tells besides what a checkpoint has: when it began, on what, as what, and how it ended. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { configDiff } from '../training/config.ts';
import type { EpochEvent, RunOutcome } from '../training/events.ts';
import { count, epochEvent, outcome, runConfig, text } from '../training/schemas.ts';
import type { RunConfig } from '../training/settings.ts';
import { logName } from './runFolder.ts';

export interface LogFacts {
  /** Milliseconds since 1970; absent where the log does not say. */
  readonly startedAt?: number;
  /** What it was begun as. */
  readonly config: RunConfig;
  readonly device: string;
  readonly epochs: readonly EpochEvent[];
  /** Settings that it was resumed with and did not have before. */
  readonly changes: readonly { readonly step: number; readonly settings: Partial<RunConfig> }[];
  /** Absent where nobody heard of its end. */
  readonly end?: RunOutcome | 'diverged';
}

/** JSON has null for a number that is none. */
const number = v.nullable(v.number());
const start = v.object({
  type: v.literal('start'),
  runId: text(1000),
  config: runConfig,
  device: v.object({ backend: text(100), name: text(1000) }),
  step: count,
});
const epoch = v.object({
  ...epochEvent,
  trainLoss: number,
  trainAccuracy: number,
  testLoss: number,
  testAccuracy: number,
  learningRate: number,
  seconds: number,
  imagesPerSecond: number,
});
const end = v.object({ type: v.literal('end'), outcome, diverged: v.optional(v.unknown()) });
const line = v.variant('type', [start, epoch, end]);

/** Lines that are whole and of a kind that is asked for: the last line of a run that was killed may be neither. */
function linesOf(content: string): v.InferOutput<typeof line>[] {
  return content.split('\n').flatMap((json) => {
    try {
      const { success, output } = v.safeParse(line, JSON.parse(json));
      return success ? [output] : [];
    } catch {
      return [];
    }
  });
}

const known = (event: v.InferOutput<typeof epoch>): EpochEvent =>
  Object.fromEntries(
    Object.entries(event).map(([key, value]) => [key, value ?? Number.NaN]),
  ) as unknown as EpochEvent;

/** Nothing where a folder has no log of a run that began. */
export function logFacts(folder: string): LogFacts | undefined {
  const path = join(folder, logName);
  if (!existsSync(path)) return undefined;
  const lines = linesOf(readFileSync(path, 'utf8'));
  const starts = lines.filter((event) => event.type === 'start');
  const [first] = starts;
  if (!first) return undefined;
  const startedAt = Date.parse(first.runId);
  const { config, device } = first;
  const ended = lines.filter((event) => event.type === 'end').at(-1);
  return {
    ...(Number.isFinite(startedAt) && { startedAt }),
    config,
    device: device.name || device.backend,
    epochs: lines.filter((event) => event.type === 'epoch').map(known),
    changes: starts.slice(1).flatMap(({ step, config: now }, i) => {
      // Blocks change by schedule too.
      const keys = configDiff(starts[i]?.config ?? config, now).filter(({ key }) => key !== 'blocks');
      if (keys.length === 0) return [];
      return [{ step, settings: Object.fromEntries(keys.map(({ key }) => [key, now[key]])) }];
    }),
    ...(ended && { end: ended.diverged === undefined ? ended.outcome : 'diverged' }),
  };
}
