/**
 * Events as the command line's JSON: sentences are English text there, under the names that they have had from the first
 * version on. What a failure was made of comes along as `problem`.
 */
import { noticeOf, sentenceOf } from '../problems/index.ts';
import type { RunEvent } from '../training/events.ts';
import { datasetJson } from './datasetJson.ts';

interface EventJson {
  readonly runId: string;
  readonly type: RunEvent['type'] | 'depth';
}

/** What is printed or logged of an event. */
export function eventJson(event: RunEvent): EventJson {
  switch (event.type) {
    case 'start': {
      // The log has a line for each of the earlier epochs, which is all that there is to tell of them.
      const { earlier: _, ...start } = event;
      return Object.assign(start, {
        device: { ...start.device, reason: noticeOf(start.device.reason) },
        dataset: datasetJson(start.config),
      });
    }
    case 'change': {
      const { runId, step, epoch, settings } = event;
      // The depth has an event of its own here.
      if (settings.blocks === undefined) return event;
      return Object.assign({ runId, type: 'depth' as const }, { epoch, step, blocks: settings.blocks });
    }
    case 'refusal':
      return Object.assign({}, event, { message: sentenceOf(event.problem) });
    case 'end': {
      const { problem, ...rest } = event;
      if (!problem) return rest;
      const json = { ...rest, message: sentenceOf(problem) };
      if (problem.kind !== 'diverged') return Object.assign(json, { problem });
      const { step, learningRate, gentler } = problem;
      return Object.assign(json, { diverged: { step, learningRate, gentler }, problem });
    }
    default:
      return event;
  }
}
