/** Previews as a reading would answer them, of classes with so many pictures. */
import type { Preview, PreviewClass } from '../../../../src/app/features/data/reading/types.ts';

export const classOf = (name: string, pictures: number, leftOut = false): PreviewClass => ({
  name,
  labels: [name],
  counts: { train: 0, validation: 0, test: 0, none: pictures },
  leftOut,
});

export const previewOf = (classes: readonly PreviewClass[], more: Partial<Preview> = {}): Preview => ({
  layout: 'image-folder',
  classes,
  splitting: 'parts',
  warnings: [],
  pictures: classes.reduce((sum, { counts }) => sum + counts.none, 0),
  undoable: false,
  ...more,
});
