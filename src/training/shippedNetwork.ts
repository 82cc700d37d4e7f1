/**
 * The network that comes with the page, trained by this project, so that there is one to ask before a person has trained any: what is told of
 * how it was trained. Its files are `shippedManifest.ts`' business, which the page's first script does not carry.
 */
import type { EpochEvent } from './events.ts';
import type { RunConfig } from './settings.ts';

/** Folder beside the page in which it lies. */
export const shippedFolder = 'networks';
/** Bytes of its files, about, so that it can be said before one is loaded. */
export const shippedBytes = 1_250_000;

/** What is told of an epoch of its training. */
type ShippedEpoch = Pick<EpochEvent, 'epoch' | 'trainLoss' | 'trainAccuracy' | 'testLoss' | 'testAccuracy'>;

/** How it was trained: what the page tells of it. */
export interface ShippedNetwork {
  readonly config: RunConfig;
  /** The command that trains it again. */
  readonly command: string;
  /** The name of what it was trained on. */
  readonly device: string;
  readonly epochs: readonly ShippedEpoch[];
  /** The epoch whose weights these are: the first of the best by test accuracy. */
  readonly best: number;
  /** Training steps that the weights have behind them. */
  readonly steps: number;
}

/** Share of the test pictures that it tells rightly. */
export const shippedAccuracy = ({ epochs, best }: ShippedNetwork): number =>
  epochs.find(({ epoch }) => epoch === best)?.testAccuracy ?? Number.NaN;
