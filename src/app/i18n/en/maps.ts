/** English: the feature maps of a block. They come with the part that shows them (`i18n/maps.ts`). */
import { figures } from './figures.ts';

const times = (height: number, width: number): string => `${figures.count(height)}×${figures.count(width)}`;

/** Whose maps they are. */
const ofStep = (step: number): string => `after step ${figures.count(step)}`;

export const maps = {
  ofStep,
  ofShipped: 'of the trained network that comes with the page',
  caption: (whose: string) =>
    `Feature maps ${whose}: of every block the channel whose values differ most over the picture, each on its own scale.`,
  before: {
    picture: 'Maps of the picture before: the network is being asked.',
    network: 'Maps of the network before the change: it is being asked.',
  },
  beforeShort: { picture: 'of the picture before', network: 'of the network before the change' },
  waiting: 'The network is being asked for its feature maps.',
  untrained: 'Train this network: what each block makes of the picture appears here.',
  otherNetwork:
    'The network that was trained is another one than this. Train this network to see its feature maps.',
  otherShipped:
    'The trained network that comes with the page is another one than this. Train this network to see its feature maps.',
  otherSize: (trained: number, drawn: number) =>
    `Feature maps exist at ${times(trained, trained)}, the size that is trained, and not at ${times(drawn, drawn)}.`,
  noMaps: (id: string) => `${id} has no feature map. Choose the stem or a block.`,

  picture: 'The picture and what speaks for a class',
  side: { branch: 'F(x)', sum: 'x + F(x)', output: 'after ReLU' },
  shortcut: { identity: 'x', pad: 'x, padded', projection: 'W·x' },
  sides: (channel: number, total: number) =>
    `Channel ${figures.count(channel)} of ${figures.count(total)}, all on one scale`,
  pixel: 'Pixel of the feature map',
  pixelAt: (row: number, column: number) => `row ${figures.count(row)}, column ${figures.count(column)}`,
  value: (value: number) => figures.measured(value),
  field: (row: number, column: number, size: number) =>
    `Row ${figures.count(row)}, column ${figures.count(column)} can see ${times(size, size)} pixels at most, its theoretical receptive field.`,
  fieldWithin: (height: number, width: number) =>
    `${times(height, width)} of them lie in the picture, the rest is padding.`,
  fieldHint: 'Point at a pixel, or move by arrow keys: a frame on the picture shows all that it can see.',
  projectedSum: 'W·x + F(x)',
  adds: (ratio: number, smaller: boolean, projected: boolean) =>
    `For this picture ‖F(x)‖ is ${figures.measured(ratio)} times ‖${projected ? 'W·x' : 'x'}‖: what the block adds is ${smaller ? 'smaller' : 'larger'} than what its shortcut hands on.`,
  addsPlain: 'Without a shortcut the block hands on F(x) alone: nothing of x is kept beside it.',

  shownChannel: (n: number, total: number) =>
    `Channel ${figures.count(n)} of ${figures.count(total)}, the one whose values differ most over the picture:`,
  ranges: (low: number, high: number) => `from ${figures.measured(low)} (dark) to ${figures.measured(high)}.`,
  channels: (n: number) => `All ${figures.count(n)} channels`,
  channelsOf: (what: string, n: number) => `All ${figures.count(n)} channels of ${what}`,
  channel: (n: number) => `channel ${figures.count(n)}`,
  what: 'What the channels are of',
  each: 'A scale each',
  eachHelp: 'Every channel has a scale of its own, in place of one for all.',
  range: (low: number, high: number) => `${figures.measured(low)} to ${figures.measured(high)}`,

  filters: (n: number, height: number, width: number) =>
    `The ${figures.count(n)} filters of the first layer, ${times(height, width)} pixels in colour.`,
  filterScale: 'Grey is zero; all on one scale.',

  cam: 'Grad-CAM',
  camClass: 'Class',
  noClass: 'No class is called that.',
  camTop: (name: string) => `likeliest: ${name}`,
  camCells: (height: number, width: number, cell: number) =>
    cell === 1
      ? `${times(height, width)} cells, as many as pixels.`
      : `${times(height, width)} cells, each for ${times(cell, cell)} pixels, no finer.`,
  camBefore: (name: string) => `Still of “${name}”. The network is being asked.`,
  camNothing: (name: string) => `In this block nothing speaks for “${name}”.`,
  smooth: 'Smooth',
  smoothHelp: 'Colours run from cell to cell. The map is no finer for it.',
};
