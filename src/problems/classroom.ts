/** What an assignment does not allow and what is wrong with a hand-in, and the English words. Loaded with the views of the classroom. */
import type { Sentences } from './sentences.ts';
import { nameOf, type SettingName } from './settings.ts';

interface Kept {
  /** What keeps the value that the assignment gives it. */
  readonly settings: readonly SettingName[];
}

/** What would have changed a setting. */
export type Attempt = 'address' | 'change' | 'run';

export type AssignmentProblem =
  | ({ readonly kind: 'assignment-address' } & Kept)
  | ({ readonly kind: 'assignment-change' } & Kept)
  | ({ readonly kind: 'assignment-run' } & Kept)
  /** The part of an address that cannot be read. */
  | { readonly kind: 'assignment-broken'; readonly text: string }
  | { readonly kind: 'assignment-not-loaded' };

/** Why a file is no hand-in that can be checked, or what does not hold of it. */
export type HandInProblem =
  | { readonly kind: 'no-hand-in' }
  | { readonly kind: 'hand-in-not-right' }
  | { readonly kind: 'hand-in-newer'; readonly format: number }
  | { readonly kind: 'hand-in-changed' }
  | { readonly kind: 'hand-in-breaks'; readonly settings: readonly SettingName[] }
  | { readonly kind: 'hand-in-other-assignment' }
  | { readonly kind: 'hand-in-curve'; readonly epoch: number }
  | { readonly kind: 'hand-in-unfinished'; readonly epochs: number; readonly of: number }
  /** Percentages as text, of so many pictures. */
  | {
      readonly kind: 'hand-in-forged';
      readonly claimed: string;
      readonly found: string;
      readonly pictures: number;
    }
  | { readonly kind: 'hand-in-same-weights'; readonly other: string };

export type ClassroomProblem = AssignmentProblem | HandInProblem;

const listOf = ({ settings }: Kept): string => settings.map(nameOf).join(', ');

export const classroomSentences: Sentences<ClassroomProblem> = {
  'assignment-address': (kept) =>
    `The address has other values than the assignment allows, so these are as the assignment says: ${listOf(kept)}.`,
  'assignment-change': (kept) =>
    `The assignment does not allow that, so these are as it says: ${listOf(kept)}.`,
  'assignment-run': (kept) =>
    `This run does not start here, because the assignment allows no such values: ${listOf(kept)}.`,
  'assignment-broken': ({ text }) =>
    `The assignment in the address cannot be read, at "${text}", so every setting is free here: ask for the link again.`,
  'assignment-not-loaded': () =>
    'The assignment in the address could not be loaded, so every setting is free here: load the page again.',
  'no-hand-in': () => 'This is no hand-in of this page: a pupil saves one by "Hand in".',
  'hand-in-not-right': () => 'What this file says of the hand-in is not as the page writes it.',
  'hand-in-newer': ({ format }) =>
    `A newer version of the page wrote this hand-in, in format ${format}: load this page again.`,
  'hand-in-changed': () => 'The file was changed after it was saved: its SHA-256 is another one.',
  'hand-in-breaks': (kept) => `The run does not keep to its assignment: ${listOf(kept)}.`,
  'hand-in-other-assignment': () => 'It was made for another assignment, or for none.',
  'hand-in-curve': ({ epoch }) => `The curve cannot have come of one run: see its epoch ${epoch}.`,
  'hand-in-unfinished': ({ epochs, of }) =>
    `The run ended after ${epochs} of its ${of} epochs, or its weights are of another step than its last epoch.`,
  'hand-in-forged': ({ claimed, found, pictures }) =>
    `The claim does not hold: it says ${claimed}, and its weights get ${found} of the same ${pictures} test pictures right.`,
  'hand-in-same-weights': ({ other }) =>
    `Its weights are those of ${other}, which equal settings and seed on equal devices make too.`,
};
