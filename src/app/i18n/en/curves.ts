/** English: the charts. */
import { figures, plural } from './figures.ts';

export const curves = {
  title: 'Curves',
  /**
   * In the order of the charts: the title of each, the same in a word for the choice between them, and what it says while it is
   * empty; then what only some charts need.
   */
  charts: {
    accuracy: {
      name: 'Accuracy',
      short: 'accuracy',
      empty: 'Train accuracy appears with the first steps, test accuracy after each epoch.',
      best: (value: string) => `highest test accuracy, ${value}`,
      bestShort: 'best',
    },
    loss: {
      name: 'Loss',
      short: 'loss',
      empty: 'Train loss appears with the first steps, test loss after each epoch.',
      best: (value: string) => `lowest test loss, ${value}`,
      bestShort: 'best',
    },
    learningRate: {
      name: 'Learning rate',
      short: 'rate',
      empty: 'The learning rate of every step, as the schedule gives it.',
      line: 'rate',
    },
    gradients: {
      name: 'Gradient norm by stage',
      short: 'grad',
      empty: 'How large the gradients are that reach each stage: measured every few seconds during training.',
      run: 'Run whose gradients are drawn',
    },
    probes: {
      name: 'Probe accuracy by stage',
      short: 'probe',
      empty:
        'After each epoch: how well a linear classifier tells the classes behind every stage, the mean over its blocks.',
      run: 'Run whose probes are drawn',
    },
    branches: {
      name: '‖F(x)‖ / ‖x‖ by stage',
      short: 'F/x',
      empty: 'After each epoch: how much the blocks of every stage add to what comes in, the mean over them.',
      run: 'Run whose branches are drawn',
    },
    speed: {
      name: 'Pictures per second',
      short: 'speed',
      empty: 'How fast this device trains.',
      line: 'pictures/s',
    },
  },
  parts: { train: 'train', test: 'test' },
  /** The choice of a chart beside the first. */
  choice: 'Chart',
  more: (chart: string) => `Options of ${chart}`,
  toolbar: 'All charts',
  ofChart: (chart: string) => `${chart} alone`,
  axis: 'Horizontal axis',
  /** Below the axis, in six letters. */
  units: { epoch: 'epoch', step: 'step', seconds: 'time' },
  axes: { epoch: 'Epoch', step: 'Step', seconds: 'Time' },
  logX: 'Log axis',
  logY: 'Log values',
  logOf: (chart: string) => `${chart} on a log axis`,
  smoothing: 'Smoothing',
  smoothedOver: (steps: number) => (steps === 0 ? 'off' : plural(steps, 'step', 'steps')),
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  panLeft: 'Earlier',
  panRight: 'Later',
  whole: 'Whole run',
  wholeOn: (chart: string) => `Whole run on ${chart}`,
  zoomHint: 'Drag over a chart to zoom in, double-click to see the whole.',
  zoomed: (from: string, to: string) => `Shown: ${from} to ${to}`,
  allShown: 'Shown: the whole run',
  lines: (chart: string) => `Lines of ${chart}`,
  moreLines: (n: number) => `${plural(n, 'more line', 'more lines')}`,
  reader: (chart: string) => `${chart}: cross-hair`,
  readerAtRest: 'Arrow keys read the values along the axis',
  atEpoch: (epoch: number) => `Epoch ${figures.twoDigits(epoch)}`,
  atStep: (step: number) => `Step ${figures.count(Math.round(step))}`,
  atTime: (clock: string) => `Time ${clock}`,
  reading: (place: string, values: string) => `${place}: ${values}`,
  named: (name: string, value: string) => `${name} ${value}`,
  ofRun: (run: string, part: string) => `${run} ${part}`,
  table: 'Table',
  close: 'Close table',
  tableOf: (chart: string) => `Show ${chart} as a table`,
  tableNote: (rows: number) =>
    `${plural(rows, 'row', 'rows')} of what the chart shows; CSV has every point that was recorded.`,
  saveAs: (chart: string, format: string) => `Save ${chart} as ${format}`,
  notSaved: 'The browser could not make the file. Try another format.',
  pictureOf: (chart: string, run: string) => `${chart}, ${run}`,
  happened: 'What happened',
  drop: (rate: string) => `learning rate falls to ${rate}`,
  dropShort: (rate: string) => `LR ${rate}`,
  changeTo: (what: string) => `changed: ${what}`,
  /** Within a sentence, so a label begins small. */
  changePart: (label: string, value: string) =>
    `${label.charAt(0).toLowerCase()}${label.slice(1)} → ${value}`,
  recovery: (broke: string) => `${broke}; the run was resumed by itself from here`,
  recoveryShort: 'resumed',
  /** How a run came to a bad end. */
  ends: { diverged: 'diverged', failed: 'failed' },
};
