/**
 * What there is to say of a folder, a zip or a file of somebody's own pictures, with the English words: why nothing can be made of it, and what one should know of
 * what was made. Not a part of `Problem`: whoever reads such data loads these words with it. `names` are a few of those that are counted.
 */
import { quoted } from '../base/text.ts';
import { type Sentences, say } from './sentences.ts';

/** Why nothing can be made of it. */
export type OwnDataRefusal =
  | { readonly kind: 'nothing-there' }
  | { readonly kind: 'no-layout'; readonly files: number }
  | { readonly kind: 'packed-otherwise'; readonly name: string; readonly format: string }
  | { readonly kind: 'stored-otherwise'; readonly name: string; readonly format: string }
  | { readonly kind: 'archive-damaged'; readonly name: string }
  | { readonly kind: 'archive-encrypted'; readonly name: string }
  | { readonly kind: 'unpacks-too-large'; readonly name: string; readonly most: number }
  | { readonly kind: 'too-many-files'; readonly most: number }
  | { readonly kind: 'file-too-large'; readonly name: string; readonly most: number }
  | { readonly kind: 'data-damaged'; readonly name: string }
  | { readonly kind: 'file-unreadable'; readonly name: string }
  | { readonly kind: 'pickle-calls'; readonly name: string; readonly call: string }
  | { readonly kind: 'no-labels'; readonly name: string }
  | Counted<'several-sets'>
  | {
      readonly kind: 'counts-differ';
      readonly name: string;
      readonly pictures: number;
      readonly labels: number;
    }
  | { readonly kind: 'one-class'; readonly name: string }
  | { readonly kind: 'too-many-classes'; readonly classes: number; readonly most: number }
  | { readonly kind: 'too-many-pictures'; readonly pictures: number; readonly most: number }
  | { readonly kind: 'nothing-readable' }
  | { readonly kind: 'nothing-to-test' }
  // It was read, but cannot be kept or go on in this browser. `megabytes` are what it takes.
  | { readonly kind: 'no-room'; readonly megabytes: number }
  | { readonly kind: 'nothing-kept' }
  | { readonly kind: 'canvas-changed' }
  | { readonly kind: 'reading-failed' }
  | { readonly kind: 'reader-gone' };

/** What one should know of a set that can be made, before and after it is. */
export type OwnDataWarning =
  // Not taken in.
  | Counted<'no-class'>
  | Counted<'not-pictures'>
  | Counted<'other-pictures'>
  | Counted<'unsafe-names'>
  | Counted<'not-there'>
  | Counted<'unlabelled'>
  | Counted<'unreadable'>
  | Counted<'too-many-pixels'>
  | { readonly kind: 'validation-left-out'; readonly count: number }
  // Taken in, but.
  | { readonly kind: 'guessed-from-names' }
  | { readonly kind: 'validation-tests' }
  | Counted<'empty-classes'>
  | Counted<'few-pictures'>
  | Counted<'untested-classes'>
  | Counted<'untrained-classes'>
  | {
      readonly kind: 'unequal-classes';
      readonly largest: string;
      readonly most: number;
      readonly smallest: string;
      readonly fewest: number;
    }
  | { readonly kind: 'in-both-splits'; readonly count: number }
  | { readonly kind: 'twice-in-training'; readonly count: number }
  | { readonly kind: 'enlarged'; readonly count: number; readonly side: number };

interface Counted<K extends string> {
  readonly kind: K;
  readonly count: number;
  readonly names: readonly string[];
}

export type OwnDataProblem = OwnDataRefusal | OwnDataWarning;

/** Layout that can always be read, for every refusal that asks for another one. */
const folders =
  'put the pictures of each class into a folder with its name, and choose the folder around them or a zip of it';

/** All names where there are as many, else some of them. */
const such = (names: readonly string[], count: number): string =>
  names.length > 0 ? ` (${names.length < count ? 'such as ' : ''}${names.map(quoted).join(', ')})` : '';
const times = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export const ownDataSentences: Sentences<OwnDataProblem> = {
  'nothing-there': () => `There is no file in it: ${folders}.`,
  'no-layout': ({ files }) =>
    `In ${times(files, 'file', 'files')} there are no pictures with classes that are understood here: ${folders}.`,
  'packed-otherwise': ({ name, format }) =>
    `${quoted(name)} is packed as ${format}, which is not unpacked here: unpack it, and choose the folder or a zip of it.`,
  'stored-otherwise': ({ name, format }) =>
    `${quoted(name)} is in the format ${format}, which is not read here: save its pictures as files, ${folders}.`,
  'archive-damaged': ({ name }) =>
    `The archive ${quoted(name)} is damaged or cut short: get it once more, or unpack it and choose the folder.`,
  'archive-encrypted': ({ name }) =>
    `The archive ${quoted(name)} is locked by a password: unpack it and choose the folder.`,
  'unpacks-too-large': ({ name, most }) =>
    `The archive ${quoted(name)} would unpack to far more than it holds, or to more than ${most} MB: unpack it yourself and choose a part of it.`,
  'too-many-files': ({ most }) => `There are more than ${most} files in it: choose a part of them.`,
  'file-too-large': ({ name, most }) =>
    `${quoted(name)} has more than ${most} MB: split it, or make a smaller selection of its pictures.`,
  'data-damaged': ({ name }) =>
    `${quoted(name)} is damaged, cut short, or of a kind that is not read here: get it once more, or ${folders}.`,
  'file-unreadable': ({ name }) =>
    `${quoted(name)} cannot be read: it was moved or changed since, or reading it is not allowed.`,
  'pickle-calls': ({ name, call }) =>
    `The Python file ${quoted(name)} asks to call ${quoted(call)} when it is read, which is never done here: ${folders}.`,
  'no-labels': ({ name }) =>
    `There are pictures in ${quoted(name)}, but no file says of which class they are: choose their labels with them, or ${folders}.`,
  'counts-differ': ({ name, pictures, labels }) =>
    `There are ${pictures} pictures in ${quoted(name)}, but ${labels} labels: choose the files that belong together.`,
  'several-sets': ({ count, names }) =>
    `There are ${count} data sets in it${such(names, count)}, whose classes are not the same: choose the files of one alone.`,
  'one-class': ({ name }) =>
    `All pictures are of one class, ${quoted(name)}, and there is nothing to tell apart: ${folders}, two classes at least.`,
  'too-many-classes': ({ classes, most }) =>
    `There are ${classes} classes, more than the ${most} that are trained here: leave some out, or merge them.`,
  'too-many-pictures': ({ pictures, most }) =>
    `There are ${pictures} pictures, more than the ${most} that fit into memory at this size: leave some classes out, or choose a part of them.`,
  'nothing-readable': () => 'None of the pictures could be read: save them as JPEG or PNG, and try again.',
  'nothing-to-test': () =>
    'No picture is left to test on, or none to train on: each takes a class with two pictures at least.',
  'no-room': ({ megabytes }) =>
    `The browser has no room for ${megabytes} MB more: delete a set or some runs, or leave some classes out, and make it again.`,
  'nothing-kept': () =>
    'This browser keeps no files for a page here, as in some private windows: open the page in an ordinary window.',
  'canvas-changed': () =>
    'The browser changes the pixels of pictures that a page reads, so training would see wrong data: switch off its protection against fingerprinting for this site, or use another browser.',
  'reading-failed': () =>
    'It could not be done, perhaps for want of memory: try it again, or with fewer pictures.',
  'reader-gone': () =>
    'What reads the pictures has ended, perhaps for want of memory: choose them again, or fewer of them.',

  'no-class': ({ count, names }) =>
    `${times(count, 'picture lies in no folder of a class and is', 'pictures lie in no folder of a class and are')} left out${such(names, count)}.`,
  'not-pictures': ({ count, names }) =>
    `${times(count, 'other file is', 'other files are')} passed by${such(names, count)}.`,
  'other-pictures': ({ count, names }) =>
    `${times(count, 'picture is', 'pictures are')} of a format that is not read here and left out; save as JPEG or PNG${such(names, count)}.`,
  'unsafe-names': ({ count, names }) =>
    `${times(count, 'file has a name', 'files have names')} that would lead out of the folder and ${count === 1 ? 'is' : 'are'} left out${such(names, count)}.`,
  'not-there': ({ count, names }) =>
    `${times(count, 'row names a picture that is', 'rows name pictures that are')} not there${such(names, count)}.`,
  unlabelled: ({ count, names }) =>
    `${times(count, 'picture has', 'pictures have')} no label and ${count === 1 ? 'is' : 'are'} left out${such(names, count)}.`,
  unreadable: ({ count, names }) =>
    `${times(count, 'picture is', 'pictures are')} damaged or cut short and left out${such(names, count)}.`,
  'too-many-pixels': ({ count, names }) =>
    `${times(count, 'picture has', 'pictures have')} too many pixels to be decoded and ${count === 1 ? 'is' : 'are'} left out${such(names, count)}.`,
  'validation-left-out': ({ count }) =>
    `${times(count, 'picture', 'pictures')} for validation ${count === 1 ? 'is' : 'are'} left out, because there are others to test on.`,

  'guessed-from-names': () =>
    'The classes are guessed from the names of the files: look whether they are right.',
  'validation-tests': () => 'There are no pictures to test on, so those for validation are tested on.',
  'empty-classes': ({ count, names }) =>
    `${times(count, 'class has', 'classes have')} no picture that can be read and ${count === 1 ? 'is' : 'are'} left out${such(names, count)}.`,
  'few-pictures': ({ count, names }) =>
    `${times(count, 'class has', 'classes have')} few pictures to learn from, under 20${such(names, count)}.`,
  'untested-classes': ({ count, names }) =>
    `${times(count, 'class has', 'classes have')} no picture to test on${such(names, count)}.`,
  'untrained-classes': ({ count, names }) =>
    `${times(count, 'class has', 'classes have')} no picture to learn from${such(names, count)}.`,
  'unequal-classes': ({ largest, most, smallest, fewest }) =>
    `The classes are very unequal, from ${fewest} of ${quoted(smallest)} to ${most} of ${quoted(largest)}: accuracy says little of the rare ones.`,
  'in-both-splits': ({ count }) =>
    `${times(count, 'test picture is', 'test pictures are')} among the training pictures too, so the test accuracy comes out too high.`,
  'twice-in-training': ({ count }) =>
    `${times(count, 'training picture is', 'training pictures are')} there once more.`,
  enlarged: ({ count, side }) =>
    `${times(count, 'picture is', 'pictures are')} smaller than ${side}×${side} pixels, so ${count === 1 ? 'it has' : 'they have'} less to show than the network could see.`,
};

/** What is to be said, in English. */
export const ownDataSentence = (problem: OwnDataProblem): string => say(ownDataSentences, problem);
