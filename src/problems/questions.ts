/** Why a network was not asked what the page wanted to know of it; with the English words. */
import type { Sentences } from './sentences.ts';

export type QuestionProblem =
  /** The network that would answer has no such block or class, or its data set no such picture. */
  | { readonly kind: 'question-misfit' }
  /** The engine failed at it; its own words are on the console. */
  | { readonly kind: 'question-failed' }
  /** The page has trained none, and none comes with it. */
  | { readonly kind: 'no-network' }
  /** Too few epochs of a run are kept for the plane of its path. */
  | { readonly kind: 'no-path' }
  /** Another run has the device for itself, so that the network that was asked cannot have it. */
  | { readonly kind: 'other-run-trains' }
  /** The network that comes with the page could not be loaded. */
  | { readonly kind: 'shipped-not-loaded' }
  /** Its files are not what they should be. */
  | { readonly kind: 'shipped-unusable' };

export const questionSentences: Sentences<QuestionProblem> = {
  'question-misfit': () =>
    'The network that answers is another one than you asked about: choose one of its own blocks, classes and pictures.',
  'question-failed': () =>
    'The engine could not answer what the page asked of the network: reload the page, or try a smaller network.',
  'no-network': () =>
    'There is no network to ask yet: press Train, and yours answers from its first step on.',
  'no-path': () =>
    'Too little is kept of this network’s path: choose random directions, or train two epochs or more at one depth.',
  'other-run-trains': () =>
    'Another run is under way and has the device for itself: stop it or wait for its end, and this network answers.',
  'shipped-not-loaded': () =>
    'The trained network that comes with this page could not be loaded: check the connection, or press Train and ask your own.',
  'shipped-unusable': () =>
    'The files of the trained network that comes with this page are damaged: press Train and ask your own.',
};
