/**
 * What the page asks a network, and what it is answered: classes of some pictures, and what there is to see inside on the way to them.
 * Whoever shows it asks, is answered once, and asks again for the next; nobody subscribes. Plain data, that page and worker exchange.
 */
import type { ModelSpec } from '../model/spec.ts';
import { partsOf, structureOf } from '../model/structure.ts';
import type { Problem } from '../problems/index.ts';
import type { ShippedNetwork } from './shippedNetwork.ts';
import type { TapRequest, Taps } from './taps.ts';

/** The pictures that a question is about. */
export type Pictures =
  /** By their place in the test split of the data set that the network learned. */
  | { readonly kind: 'test'; readonly indices: readonly number[] }
  /** N·S·S·3 bytes, NHWC, RGB, in the size of that data set. */
  | { readonly kind: 'pixels'; readonly images: Uint8Array };

/** A network that can be asked by name. */
export type NamedNetwork =
  /** That of a run: as it is where it is under way, else as its last checkpoint has it. */
  | { readonly kind: 'run'; readonly runId: string }
  /** The one that comes with the page. */
  | { readonly kind: 'shipped' };

/** Whoever tells runs apart by their ids tells the network that comes with the page from them by this. */
export const shippedRunId = 'shipped';

export const networkOfRun = (runId: string): NamedNetwork =>
  runId === shippedRunId ? { kind: 'shipped' } : { kind: 'run', runId };

/** How a network is looked at. */
export interface Look {
  /** What is wanted besides the logits. */
  readonly taps: TapRequest;
  /** Blocks that are left out (`src/model/leftOut.ts`). Default: none. */
  readonly without?: readonly string[];
  /** Whether the logits of the network with all of its blocks are wanted too. */
  readonly compared?: boolean;
}

/** What is seen of a network. */
export interface Seen extends Taps {
  /** N·classes of the network with all of its blocks, with the same weights; there where it was to be compared. */
  readonly whole?: Float32Array;
}

export interface Question extends Look {
  /** Who is asked. Default: the run under way, else the last one's network, else the one that comes with the page. */
  readonly of?: NamedNetwork;
  readonly pictures: Pictures;
}

/** How a question looks at the network. */
export const lookOf = ({ taps, without, compared }: Question): Look => ({
  taps,
  ...(without && { without }),
  ...(compared && { compared }),
});

/** Whose answer it is. */
export type AnsweringNetwork =
  /** That of a run, under way or over, after so many steps. */
  | {
      readonly kind: 'run';
      readonly runId: string;
      readonly step: number;
      /** Epochs done, with fraction. */
      readonly epoch: number;
    }
  /** The one that comes with the page, as long as it has trained none. */
  | { readonly kind: 'shipped'; readonly shipped: ShippedNetwork };

/** What the network says and shows, with the weights that it had at the time. */
export interface Answer extends Seen {
  readonly network: AnsweringNetwork;
}

/** Pictures of one question at most. */
export const mostPictures = 256;
/** The same where nothing is wanted of a picture but a few numbers of each block: the device takes them in parts, between the same two steps. */
export const mostPooledPictures = 1000;

/** Whether pictures touch one another on the way, or maps of all of them are held. */
const heavy = ({ mode, maps = [], gradient }: TapRequest): boolean =>
  mode === 'training' || maps.length > 0 || gradient !== undefined;

/**
 * Why a network cannot be asked a question, if so: it may be another one than whoever asked had in view.
 * @param spec Of the network that is to answer.
 * @param testPictures How many there are in its data set.
 */
export function misfitOf(
  { pictures, taps, without = [] }: Question,
  spec: ModelSpec,
  testPictures: number,
): Problem | undefined {
  const parts = partsOf(structureOf(spec));
  const names = parts.map(({ name }) => name);
  const count =
    pictures.kind === 'test' ? pictures.indices.length : pictures.images.length / (spec.inputSize ** 2 * 3);
  const { maps = [], gradient } = taps;
  const asked = [...maps.map(({ block }) => block), ...(gradient ? [gradient.block] : [])];
  const fits =
    Number.isInteger(count) &&
    count >= 1 &&
    count <= (heavy(taps) ? mostPictures : mostPooledPictures) &&
    (pictures.kind === 'pixels' || pictures.indices.every((index) => index < testPictures)) &&
    asked.every((block) => names.includes(block)) &&
    without.every((block) => parts.some((part) => 'units' in part && part.name === block)) &&
    (!gradient ||
      (gradient.classes.length === count && gradient.classes.every((label) => label < spec.classes)));
  return fits ? undefined : { kind: 'question-misfit' };
}
