/**
 * What page and worker say to each other. Everything crosses `postMessage`, so it is plain data (typed arrays included).
 * Both ends switch over these unions to the last member.
 */

import type { OwnFacts } from '../data/own/ownFacts.ts';
import type { DatasetName } from '../data/sets/index.ts';
import type { CheckpointDevice } from '../formats/checkpoint.ts';
import type { ExportFormat } from '../formats/exportFormats.ts';
import type { StateSummary } from '../formats/stateSummary.ts';
import type { DepthEdit } from '../model/depth.ts';
import type { Problem } from '../problems/index.ts';
import type { CheckpointPart } from '../storage/checkpoints.ts';
import type { BenchPlan } from '../training/benchPlan.ts';
import type { BenchEvent } from '../training/benchReport.ts';
import type { DeviceInfo, EpochEvent, RunEvent } from '../training/events.ts';
import type { Frame } from '../training/frames.ts';
import type { NetworkLook } from '../training/gradientCorrelation.ts';
import type { Labels } from '../training/labels.ts';
import type { LandscapeOf, LandscapePlan, LandscapePoints } from '../training/landscape.ts';
import type { Answer, NamedNetwork, Question } from '../training/questions.ts';
import type { RatePoint } from '../training/rateSearch.ts';
import type { LiveSettings, RunConfig } from '../training/settings.ts';
import type { ShippedNetwork } from '../training/shippedNetwork.ts';
import type { CheckpointReport, PassedOver } from './checkpointManager.ts';

/** Another device than that of the checkpoint, on which a person wants the run to go on all the same. */
interface Accepting {
  readonly accepted?: CheckpointDevice;
}

/** What a run begins with in place of fresh weights. Files cross over without being copied. */
export type Beginning = Accepting &
  /** Goes on with the stored checkpoint of a run, exactly. */
  (
    | { readonly kind: 'stored'; readonly runId: string }
    /** Goes on with the run in a file, exactly. */
    | { readonly kind: 'checkpoint'; readonly file: Blob }
    /** A new run from the weights in a file. */
    | { readonly kind: 'weights'; readonly file: Blob }
    /** A new run from the weights of a network that is here. */
    | { readonly kind: 'network'; readonly of: NamedNetwork }
  );

/** Goes on with a run that broke down: from its stored checkpoint, or, where it has none yet, from what it began with. */
export interface Recovered extends Accepting {
  readonly kind: 'recovered';
  readonly runId: string;
  readonly otherwise?: Beginning;
  /** What trained it: another backend does not begin it anew without being asked. */
  readonly backend?: DeviceInfo['backend'];
}

export type StartFrom = Beginning | Recovered;

/** @param from How the run was started before it broke down. @param accepted Default: what was accepted then. */
export const recovered = (
  runId: string,
  from: StartFrom | undefined,
  accepted: CheckpointDevice | undefined = from?.accepted,
): Recovered => ({
  kind: 'recovered',
  runId,
  otherwise: from?.kind === 'recovered' ? from.otherwise : from,
  ...(accepted && { accepted }),
});

/** The preview of a file of weights, for a person who decides what to do with it. */
export interface FilePreview
  extends Pick<
    StateSummary,
    'candidates' | 'problem' | 'dataset' | 'tensors' | 'parameters' | 'steps' | 'optimizer' | 'layout'
  > {
  /** Cut to what can be shown. */
  readonly metadata: readonly (readonly [key: string, text: string])[];
  /** What the file says of its data set, where that is somebody's own. */
  readonly ownSet?: OwnFacts;
  /** Present where a run can go on from the file. */
  readonly run?: {
    readonly config: RunConfig;
    /** Steps and epochs done. */
    readonly step: number;
    readonly epoch: number;
    readonly epochs: readonly EpochEvent[];
  };
  /** Why the run in the file cannot go on. Its weights may be good all the same. */
  readonly runProblem?: Problem;
}

/** Page to worker. Commands for a run that is not under way are ignored: it ended while they were on their way. */
export type WorkerCommand =
  /** First of all, and sent by the client itself: the address of the folder in which the data sets lie. */
  | { readonly type: 'open'; readonly dataUrl: string }
  /** Asks for a sign of life, which is `alive`. */
  | { readonly type: 'ping' }
  /** Asks which device would train; answered by `device`. */
  | { readonly type: 'detect' }
  | { readonly type: 'start'; readonly runId: string; readonly config: RunConfig; readonly from?: StartFrom }
  | { readonly type: 'pause'; readonly runId: string }
  | { readonly type: 'resume'; readonly runId: string }
  /** One more step of a paused run. */
  | { readonly type: 'single-step'; readonly runId: string }
  | { readonly type: 'stop'; readonly runId: string }
  | { readonly type: 'change'; readonly runId: string; readonly settings: Partial<LiveSettings> }
  /** Changes the depth of the network of a run under way, once one of that depth is made. */
  | { readonly type: 'change-depth'; readonly runId: string; readonly edit: DepthEdit }
  /** Goes back to before the last change of depth, or does without the one on its way. */
  | { readonly type: 'undo-depth'; readonly runId: string }
  /** Measures how fast networks train. Refused while a run is under way; a run that starts meanwhile ends it. */
  | ({ readonly type: 'bench'; readonly id: string } & BenchPlan)
  | { readonly type: 'stop-bench'; readonly id: string }
  /** A run as a file: of one under way after its next step, else of its stored checkpoint. Each request has one last answer. */
  | {
      readonly type: 'export';
      readonly id: string;
      readonly runId: string;
      readonly part: CheckpointPart;
      readonly format: ExportFormat;
    }
  /** Room was made: checkpoints of these runs that are in memory only may be stored now. Each that is answers with `checkpoint`. */
  | { readonly type: 'store-held'; readonly runIds: readonly string[] }
  /** Asks what is in a file. */
  | { readonly type: 'inspect'; readonly id: string; readonly file: Blob }
  /** Measures the weights in a file on the test pictures. Refused and ended as a measurement is. */
  | { readonly type: 'evaluate'; readonly id: string; readonly file: Blob; readonly config: RunConfig }
  /**
   * Takes the vitals of the first training step of a config's network, with its seed, on a batch of its size, and compares the gradients of
   * different pictures where that is wanted. Refused and ended as a measurement is; ended by `stop-evaluation` too.
   */
  | {
      readonly type: 'look';
      readonly id: string;
      readonly config: RunConfig;
      readonly correlation?: boolean;
    }
  /**
   * Searches a learning rate for the network of a config with its seed, or for that of a run as it is: then the config is the run's. Refused
   * and ended as a look is, but for one thing: a run that is paused lets it be, and ends it when it goes on.
   */
  | {
      readonly type: 'find-rate';
      readonly id: string;
      readonly config: RunConfig;
      /** Default: `searchSteps`. */
      readonly steps?: number;
      /** Begins with the weights of this run: the one under way, or its stored checkpoint. */
      readonly runId?: string;
    }
  /**
   * Measures the loss landscape of a network that is stored: its progress has the points. Refused and ended as a measurement is; ended by
   * `stop-evaluation` too. `known` points in the grid's order are there from before.
   */
  | {
      readonly type: 'landscape';
      readonly id: string;
      readonly of: NamedNetwork;
      readonly plan: LandscapePlan;
      readonly known: number;
    }
  /** Ends an evaluation, a look, a search or a landscape. */
  | { readonly type: 'stop-evaluation'; readonly id: string }
  /**
   * Asks a network something: that of the run under way, else that of the last run, else the one that comes with the page. Waits for what
   * is under way, but never for a whole run.
   */
  | { readonly type: 'ask'; readonly id: string; readonly question: Question }
  /** Whoever asked wants no answer any more. */
  | { readonly type: 'withdraw'; readonly id: string }
  /** Asks for test pictures by their numbers, a thousand at most, whatever else is under way. */
  | {
      readonly type: 'pictures';
      readonly id: string;
      readonly dataset: DatasetName;
      readonly numbers: readonly number[];
    }
  /** Asks for the class numbers of all test pictures. */
  | { readonly type: 'labels'; readonly id: string; readonly dataset: DatasetName }
  /** Asks for the frame of the network that comes with the page. */
  | { readonly type: 'shipped'; readonly id: string };

/** What the worker replies to a command that asks for something. Nothing follows the last one, which is any but `progress`. */
export type Reply =
  | { readonly type: 'exported'; readonly bytes: Uint8Array }
  | { readonly type: 'preview'; readonly preview: FilePreview }
  /** Test pictures, kernels, steps or points done; what a landscape begins with, and its points as they come. */
  | {
      readonly type: 'progress';
      readonly done: number;
      readonly total: number;
      readonly ground?: LandscapeOf;
      readonly points?: LandscapePoints;
    }
  | {
      readonly type: 'evaluated';
      readonly testLoss: number;
      readonly testAccuracy: number;
      readonly images: number;
    }
  /** Of step 1, in the order of the forward pass. */
  | ({ readonly type: 'vitals' } & NetworkLook)
  /** Of a search, in the order of its steps. */
  | { readonly type: 'rates'; readonly points: readonly RatePoint[] }
  /** All points are told, or all that its time allowed. */
  | { readonly type: 'landscape' }
  /** What the network that was asked says. */
  | { readonly type: 'said'; readonly answer: Answer }
  /** In the order that was asked for: N·S·S·3 bytes, NHWC, RGB. */
  | { readonly type: 'pictures'; readonly images: Uint8Array }
  | { readonly type: 'labels'; readonly labels: Labels }
  /** Nothing where the page comes without one. */
  | { readonly type: 'shipped'; readonly network?: ShippedNetwork; readonly frame?: Frame }
  /** Why; nothing where the work was ended on request. */
  | { readonly type: 'failed'; readonly problem?: Problem };

/** Worker to page. */
export type WorkerMessage =
  | { readonly type: 'alive' }
  | { readonly type: 'device'; readonly device: DeviceInfo }
  | { readonly type: 'run'; readonly event: RunEvent }
  | { readonly type: 'bench'; readonly id: string; readonly event: BenchEvent }
  /** To a command that asks for something and has one last answer. */
  | { readonly type: 'answer'; readonly id: string; readonly answer: Reply }
  /** A checkpoint of a run was saved, or could only be held in memory. */
  | ({ readonly type: 'checkpoint' } & CheckpointReport)
  /** A checkpoint is damaged, and the one before it was taken. */
  | ({ readonly type: 'passed-over' } & PassedOver);
