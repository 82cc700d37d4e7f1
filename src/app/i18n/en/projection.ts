/** English: the turning projection of what the network says. They come with the part that shows it (`i18n/projection.ts`). */
import { figures, plural } from './figures.ts';

export const projection = {
  waiting:
    'After the first epoch of a run this place shows what the network says of the first 1,000 test pictures, as one picture.',
  noFrame: (run: string) =>
    `Of ${run} no predictions are stored: it was trained before the page stored them, or there was no room.`,
  noLabels:
    'The test pictures and their classes could not be loaded. Open this again when the connection is back.',
  promise:
    'Every dot is a test picture, its colour the right class. The numbers that the network says of it, one for each class, are its place in as many dimensions, seen from sides that change slowly. As training goes on the classes part; those that stay together are taken for one another.',

  turn: 'Turn',
  pause: 'Pause',
  standsStill: 'It stands still while the processor trains; Turn turns it all the same.',
  /** And stand still. */
  even: 'Spread the axes evenly',
  valuesLabel: 'What gives a dot its place',
  values: { probabilities: 'Probabilities', logits: 'Logits' },
  valuesNote: {
    probabilities: 'A dot at the end of an axis: all of the probability is given to that class.',
    logits:
      'Logits are the numbers before softmax, less their mean, all epochs at the scale of the newest one.',
  },

  /** All classes that are not drawn apart, as one. */
  others: (n: number) => `${figures.count(n)} others`,
  add: 'Draw one more class apart',
  mostConfused: 'Most confused now',
  noClass: 'No class is called that.',
  onOneLine:
    'Two classes lie on one line: how high a dot stands means nothing, so that dots do not cover one another.',
  legend: 'Classes; one that is pressed stands out',
  axes: 'Axes of the classes',
  axis: (name: string) => `Axis of ${name}: arrow keys move it`,
  axisHelp: 'Drag to turn the projection',

  pointHint: 'Point at a dot to see its picture.',
  number: (picture: number) => `test picture ${figures.count(picture)}`,
  said: (name: string, share: string) => `said: ${name}, ${share}`,
  previous: 'Previous picture',
  next: 'Next picture',
  putIn: 'Into the network',
  isIn: 'In the network',

  summary: (epoch: number, right: number, total: number) =>
    `Epoch ${figures.count(epoch)}: ${figures.count(right)} of ${plural(total, 'picture', 'pictures')} right.`,
  mixed: (a: string, b: string, times: number) =>
    `Most often confused: ${a} and ${b}, ${plural(times, 'time', 'times')}.`,

  save: 'Save',
  saveAs: (kind: string) => `Save as ${kind}`,
  film: 'Film (GIF)',
  filmHelp: 'All epochs of the run, each going over into the next while the projection turns',
  making: 'Making the film',
  cancel: 'Cancel',
  notSaved: 'The browser could not make the file.',
  title: (run: string, epoch: number, values: string) =>
    `${run}${run && ' · '}Epoch ${figures.count(epoch)} · ${values}`,
};
