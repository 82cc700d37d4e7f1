/** English: loss landscapes. They come with the part that shows them (`i18n/landscape.ts`). */
import { figures, plural } from './figures.ts';

const loss = (value: number): string =>
  Number.isFinite(value) ? `loss ${figures.measured(value)}` : 'a loss that is no finite number';
const place = (x: number, y: number): string => `${figures.twoDigits(x)}, ${figures.twoDigits(y)}`;

export const landscape = {
  title: 'Loss around the weights',
  promise:
    'The loss of a network for weights around those that it has: a plane through all of its weights, drawn as a surface. Deep networks without shortcuts can have a rugged one where those with shortcuts have a smooth bowl. Measure both and see.',
  shipped: 'the page’s trained network',
  own: 'the network of this run',

  measure: 'Measure',
  goOn: 'Go on',
  stop: 'Stop',
  preparing: 'Preparing',
  progress: (done: number, total: number) => `${figures.count(done)} of ${plural(total, 'point', 'points')}`,
  /** How much that is: a picture of training is three passes. */
  work: (passes: number) =>
    `about the work of training on ${figures.count(Number((passes / 3).toPrecision(2)))} pictures`,
  coming: 'The first points are being measured.',
  notMeasured: 'Not measured yet',
  noTwin:
    'To set a second network beside it, train one here too: such as the same without shortcuts, its plain twin.',
  newest: 'The landscape is that of the newest weights: it does not follow the epoch that other views show.',

  beside: 'Beside it, on the same scale',
  nothing: 'nothing',
  twin: (name: string) => `${name} (its twin)`,
  points: 'Points',
  grid: (size: number) => `${size} × ${size}`,
  plane: 'Plane',
  planes: { random: 'two random directions', path: 'along the path of the training' },
  reach: 'Reach',
  reachOf: (reach: number) => `${figures.exact(reach)} × length`,
  pictures: 'Pictures',
  count: (n: number) => figures.count(n),
  from: 'Taken from',
  split: { train: 'training pictures', test: 'test pictures' },

  drawingLabel: 'How it is drawn',
  drawing: { surface: 'Surface', map: 'Map' },
  turnLeft: 'Turn to the left',
  turnRight: 'Turn to the right',
  higher: 'Look from higher up',
  lower: 'Look from lower down',
  turned: (azimuth: number, elevation: number) =>
    `turned by ${figures.count(azimuth)}°, seen from ${figures.count(elevation)}° above`,
  hint: {
    surface: 'Drag to turn, or use the arrow keys; point at the surface to read its loss.',
    map: 'Point at the map, or move by arrow keys, to read its loss.',
  },
  label: (name: string, centre: number) =>
    `Loss landscape of ${name}: ${loss(centre)} at its weights, which the pin marks`,
  at: (x: number, y: number) => `At ${place(x, y)}:`,
  value: (name: string, value: number, accuracy: number) =>
    `${name}: ${loss(value)}, ${figures.percent(accuracy)} right`,
  unknown: (name: string) => `${name}: not measured yet`,
  centre: (name: string, value: number, accuracy: number) =>
    `${name} at the pin, its weights: ${loss(value)}, ${figures.percent(accuracy)} right.`,
  /** @param doubled How far away, in lengths. */
  shape: (name: string, doubled: number | undefined, hollows: number) =>
    `${name}: ${doubled === undefined ? 'within this grid the loss has not doubled' : `the loss has doubled ${figures.twoDigits(doubled)} lengths away`} in half of all directions; the surface has ${plural(hollows, 'hollow', 'hollows')}.`,
  loss: 'Loss, on a logarithmic scale',
  ramp: (from: number, to: number) =>
    `Colours from loss ${figures.measured(from)}, dark, to ${figures.measured(to)}, light`,
  short: (value: number) => String(Number(value.toPrecision(2))),
  axes: {
    random: ['direction 1', 'direction 2'] as [string, string],
    path: ['component 1', 'component 2'] as [string, string],
  },
  epoch: (epoch: number) => `epoch ${figures.exact(Number(epoch.toFixed(1)))}`,

  otherDirections: 'Other directions',
  directions1: (seed: number) =>
    `Two random directions (number ${figures.count(seed)}), each filter as long as the network’s own, which is what reach counts in; biases and batch norm’s parameters stay. Other directions give another picture: look at several.`,
  components:
    'The plane of the first two principal components of the run’s own path (Li et al. 2018), through its weights. A point of the path is the weights at the end of an epoch, projected onto the plane, so the loss beneath it is not that of the epoch. Distances are those of the weights; biases and batch norm’s parameters stay. A random walk too has about three quarters of its variance in two components (Antognini and Sohl-Dickstein 2018).',
  path: (name: string, points: number, share: number) =>
    `${name}: the path has ${plural(points, 'point', 'points')}; ${figures.percent(share)} of their variance is in this plane${points > 3 ? '' : ', as that of three points always is'}.`,
  rule: (pictures: number, split: string) =>
    `Mean loss on the first ${figures.count(pictures)} ${split}, not augmented. Losses above 10 are drawn at 10.`,
  norm: 'Batch norm keeps the running statistics of the centre at every point.',
  broken: (n: number) =>
    `${plural(n, 'point has', 'points have')} a loss that is no finite number and ${n === 1 ? 'is' : 'are'} drawn at the top.`,

  save: 'Save',
  saveAs: (kind: string) => `Save as ${kind}`,
  notSaved: 'The browser could not make the file.',
};
