/**
 * Why a picture of a person's own cannot go in, with the English words. Not a part of `Problem`: only the page has to say these, and it loads their words with what
 * reads such pictures. `format` is the name of a format, the same in every language.
 */
import type { Sentences } from './sentences.ts';

export type PictureProblem =
  // It is something else.
  | { readonly kind: 'empty' }
  | { readonly kind: 'svg' }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'heic' }
  | { readonly kind: 'video' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'other-picture'; readonly format: string }
  | { readonly kind: 'archive'; readonly format: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'no-picture' }
  // It is a picture, but not a right one, or too much of one.
  | { readonly kind: 'file-gone' }
  | { readonly kind: 'file-too-large'; readonly megabytes: number; readonly most: number }
  | { readonly kind: 'no-size'; readonly format: string }
  | { readonly kind: 'too-many-pixels'; readonly megapixels: number; readonly most: number }
  | { readonly kind: 'cut-short'; readonly format: string }
  | { readonly kind: 'not-decoded'; readonly format: string }
  // The browser does not let us.
  | { readonly kind: 'pixels-changed' }
  | { readonly kind: 'no-memory' }
  | { readonly kind: 'no-reader' }
  | { readonly kind: 'clipboard-closed' }
  | { readonly kind: 'clipboard-empty' }
  | { readonly kind: 'camera-refused' }
  | { readonly kind: 'camera-busy' }
  | { readonly kind: 'camera-insecure' }
  | { readonly kind: 'no-camera' };

/** Why there is no camera. */
export type CameraProblem = Extract<
  PictureProblem,
  { readonly kind: 'camera-refused' | 'camera-busy' | 'camera-insecure' | 'no-camera' }
>;

export const pictureSentences: Sentences<PictureProblem> = {
  empty: () => 'This file is empty: it was not saved or downloaded to its end, so get it once more.',
  svg: () => 'This is an SVG, which is a drawing and not a photo: save it as PNG and choose that.',
  pdf: () => 'This is a PDF: save the picture in it as JPEG or PNG and choose that.',
  heic: () =>
    'This is an HEIC photo, which most browsers cannot read: save or share it as JPEG and choose that.',
  video: () => 'This is a video: take a picture of the scene that you mean and choose that.',
  sound: () => 'This is a sound, and the network looks at pictures: choose a JPEG or PNG.',
  'other-picture': ({ format }) =>
    `This is a picture in the format ${format}, which is not read here: save it as JPEG or PNG and choose that.`,
  archive: ({ format }) => `This is an archive (${format}): unpack it and choose a picture in it.`,
  text: () => 'This is text and not a picture: choose a JPEG or PNG.',
  'no-picture': () =>
    'This is not a picture of a kind that is read here: choose a JPEG, PNG, WebP, GIF, AVIF or BMP.',
  'file-gone': () =>
    'This cannot be read: it is a folder, or it was moved or changed since, so choose a file.',
  'file-too-large': ({ megabytes, most }) =>
    `This file has ${megabytes} MB, more than the ${most} that are read here: choose a smaller picture.`,
  'no-size': ({ format }) =>
    `This ${format} is damaged: it does not say how large it is. Get it once more, or choose another picture.`,
  'too-many-pixels': ({ megapixels, most }) =>
    `This picture has ${megapixels} megapixels, more than the ${most} that are read here: make it smaller first.`,
  'cut-short': ({ format }) =>
    `This ${format} is cut short: it was not saved or downloaded to its end, so get it once more.`,
  'not-decoded': ({ format }) =>
    `The browser cannot read this ${format}: it is damaged, or of a kind that this browser does not know. Save it as PNG in another program, or choose another picture.`,
  'pixels-changed': () =>
    'The browser changes the pixels of pictures that a page reads, so the network would not see yours. Switch off its protection against fingerprinting for this page, or use another browser.',
  'no-memory': () =>
    'There was not enough memory to read this picture: close other tabs, or choose a smaller one.',
  'no-reader': () => 'This browser cannot read pictures beside the page: update it, or use another browser.',
  'clipboard-closed': () =>
    'The browser did not let the page look into the clipboard: press Ctrl+V, or ⌘V on a Mac, in its place.',
  'clipboard-empty': () => 'There is no picture in the clipboard: copy one first.',
  'camera-refused': () =>
    'The browser did not let the page use the camera: allow it beside the address, or choose a file.',
  'camera-busy': () => 'The camera gives no picture: close other programs that use it, or choose a file.',
  'camera-insecure': () =>
    'The browser gives its camera to pages from secure addresses (https) alone, and to those of this machine: choose files.',
  'no-camera': () => 'There is no camera here: choose a file.',
};
