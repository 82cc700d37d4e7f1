/**
 * Colours of classes on a light and on a dark ground. They were searched for by machine: each has a contrast of 3 to its ground, and any two
 * differ by 0.09 in OKLab at least, also to eyes that lack one kind of cone; the test of this file measures both.
 */

export const grounds = { light: '#ffffff', dark: '#242424' } as const;

const colours = {
  light: [
    '#386fb8',
    '#f76125',
    '#6c9d8c',
    '#c265f7',
    '#581508',
    '#091ed8',
    '#536137',
    '#a55279',
    '#1d2764',
    '#6c17a8',
  ],
  dark: [
    '#86a7b5',
    '#fa1704',
    '#66dfaf',
    '#f7e53f',
    '#c5a938',
    '#3c76ba',
    '#65844d',
    '#fb85fe',
    '#d0f7fa',
    '#bf42fd',
  ],
} as const;

/** What a picture is drawn with. */
export interface Ink {
  readonly ground: string;
  readonly text: string;
  /** Axes. */
  readonly line: string;
  readonly classes: readonly string[];
  /** Classes that are drawn together. */
  readonly others: string;
}

export const inks: Readonly<Record<'light' | 'dark', Ink>> = {
  light: {
    ground: grounds.light,
    text: '#000000',
    line: '#868e96',
    classes: colours.light,
    others: '#868e96',
  },
  dark: { ground: grounds.dark, text: '#e9ecef', line: '#828282', classes: colours.dark, others: '#909296' },
};

/** Beyond ten classes all others are drawn together. */
export const colourOf = ({ classes, others }: Pick<Ink, 'classes' | 'others'>, label: number): string =>
  classes[label] ?? others;

/** Whether a group is that of all others. */
export const isOthers = ({ classes }: Pick<Ink, 'classes'>, label: number): boolean =>
  label >= classes.length;
