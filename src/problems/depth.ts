/** Why the depth of a network cannot change while it trains, and the English words. Blocks go by their names. */
import type { Sentences } from './sentences.ts';

export type DepthProblem =
  /** Without shortcuts a new block cannot begin as the identity. */
  | { readonly kind: 'plain-cannot-grow' }
  /** It changes the shape, and what follows is made for that. */
  | { readonly kind: 'block-must-stay'; readonly block: string }
  | { readonly kind: 'stages-must-stay'; readonly stages: number; readonly given: number }
  /** The run has no step left in which a new block could learn. */
  | { readonly kind: 'depth-too-late' }
  /** Beside the network that trains. */
  | { readonly kind: 'depth-no-memory'; readonly blocks: readonly number[] };

export const depthSentences: Sentences<DepthProblem> = {
  'plain-cannot-grow': () =>
    'A plain network cannot grow while it trains: without shortcuts a new block cannot start as the identity, so what was learned would be lost.',
  'block-must-stay': ({ block }) =>
    `The block ${block} cannot be taken out: it makes the shape that all later blocks of its stage need.`,
  'stages-must-stay': ({ stages, given }) =>
    `A network of ${stages} stages keeps them while it trains, but the blocks of ${given} were given.`,
  'depth-too-late': () => 'The run has taken its last step, so its network stays as it is.',
  'depth-no-memory': ({ blocks }) =>
    `The GPU has too little memory for a network of ${blocks.join(', ')} blocks beside the one that trains: the run goes on as it was.`,
};
