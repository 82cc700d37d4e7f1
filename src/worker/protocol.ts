/**
 * What page and worker say to each other. Everything crosses `postMessage`, so it is plain data (typed arrays included).
 * Both ends switch over these unions to the last member.
 */
import type { BenchEvent, BenchModel } from '../training/benchReport.ts';
import type { DeviceInfo, RunEvent } from '../training/events.ts';
import type { LiveSettings, RunConfig } from '../training/settings.ts';

/** Page to worker. Commands for a run that is not under way are ignored: it ended while they were on their way. */
export type WorkerCommand =
  /** First of all, and sent by the client itself: the address of the folder with the shards. */
  | { readonly type: 'open'; readonly dataUrl: string }
  /** Asks which device would train; answered by `device`. */
  | { readonly type: 'detect' }
  | { readonly type: 'start'; readonly runId: string; readonly config: RunConfig }
  | { readonly type: 'pause'; readonly runId: string }
  | { readonly type: 'resume'; readonly runId: string }
  /** One more step of a paused run. */
  | { readonly type: 'single-step'; readonly runId: string }
  | { readonly type: 'stop'; readonly runId: string }
  | { readonly type: 'change'; readonly runId: string; readonly settings: Partial<LiveSettings> }
  /** Measures how fast networks train. Refused while a run is under way; a run that starts meanwhile ends it. */
  | {
      readonly type: 'bench';
      readonly id: string;
      readonly models: readonly BenchModel[];
      /** Timed steps of each engine. */
      readonly steps: number;
      readonly engines: readonly RunConfig['engine'][];
    }
  | { readonly type: 'stop-bench'; readonly id: string };

/** Worker to page. */
export type WorkerMessage =
  | { readonly type: 'device'; readonly device: DeviceInfo }
  | { readonly type: 'run'; readonly event: RunEvent }
  | { readonly type: 'bench'; readonly id: string; readonly event: BenchEvent };
