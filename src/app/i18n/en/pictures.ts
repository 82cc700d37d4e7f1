/** English: a picture of the person's own. Loaded with the dialog that takes one. */
import { figures } from './figures.ts';

export const pictures = {
  title: 'Your picture',
  what: (side: number) =>
    `The network looks at the square in the middle, made smaller to ${side}×${side} pixels by the mean of what each covers. What is transparent counts as white; of an animation the first picture is taken.`,
  /** What becomes of it, beside the buttons that take it. */
  stays: 'It is not uploaded and not stored: it stays in this tab, and is gone when you close it.',
  ways: 'Drop a picture anywhere on the page, or:',
  file: 'Choose a file',
  paste: 'Paste',
  camera: 'Camera',
  reading: 'Reading the picture',
  seen: (width: number, height: number, side: number) =>
    `What the network sees: ${side}×${side} of ${figures.count(width)}×${figures.count(height)} pixels`,
  forget: 'Remove it',
  view: 'What the camera sees',
  still: 'Take the picture',
  back: 'Close the camera',
};

export type PictureWords = typeof pictures;
