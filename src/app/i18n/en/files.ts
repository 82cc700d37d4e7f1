/** English: exports, files that are opened, and runs that can be resumed. */

import type { ExportFormat } from '../../../formats/exportFormats.ts';
import type { ShortcutKind } from '../../../model/spec.ts';
import { figures, plural } from './figures.ts';

export const files = {
  export: 'Export',
  exportOf: (run: string) => `Export the weights of ${run}`,
  exportHelp: 'Save the weights of a run as a file',
  nothingYet: 'There are no weights yet: train for at least one step first.',
  /** Whose weights, and how far they are. */
  latest: (run: string, step: number) => `${run || 'This run'}, step ${figures.count(step)}`,
  best: (epoch: number, accuracy: string) => `Best epoch ${epoch}, test ${accuracy}`,
  format: {
    safetensors: 'Weights, safetensors',
    checkpoint: 'Checkpoint, to resume from',
    tfjs: 'TensorFlow.js, zip',
    onnx: 'ONNX',
    'onnx-folded': 'ONNX, batch norm folded in',
    pytorch: 'PyTorch project, zip',
    tensorboard: 'TensorBoard log, zip',
  } satisfies Record<ExportFormat, string>,
  ofBest: (format: string) => `${format}, best epoch`,
  exporting: 'Exporting after the step under way',
  exported: (name: string) => `${name} is saved.`,
  exportFailed: 'The export did not work',

  choose: 'Choose a safetensors file',
  drop: 'Drop a picture here, a folder or zip of pictures, or a safetensors file',
  reading: (name: string) => `Reading ${name}`,
  titled: (name: string, size: string) => `${name}, ${size}`,
  close: 'Close',

  /** A network by its name, which says whether it is plain, and the kind of its shortcuts. */
  network: (name: string, shortcut: ShortcutKind) =>
    shortcut === 'identity' ? `${name} with identity shortcuts` : name,

  resume: 'Resume',
  resumeOf: (run: string) => `Resume ${run}`,
  resumeTitle: (run: string) => (run ? `${run} can be resumed` : 'A run can be resumed'),
  /** Where it goes on. */
  resumeAt: (network: string, step: number, epoch: number, epochs: number) =>
    `${network} is kept after step ${figures.count(step)}, in epoch ${epoch} of ${epochs}. It continues exactly as if it had never stopped.`,
  startFrom: 'Start from this network',
  startFromTrained: (name: string) => `Start from the trained ${name}`,
  startFromOf: (name: string) => `Start a run from the weights of ${name}`,
  startFromHelp: 'A new run with the settings of the page, from these weights',
  freshClassifier: (dataset: string, classes: number) =>
    `All but the classifier is taken from that network; the classifier for the ${plural(classes, 'class', 'classes')} of ${dataset} starts fresh.`,
  resumeFrom: (epoch: number) => `Resume from epoch ${epoch}`,

  storageTitle: 'Weights are kept in memory only',
  storageProblem: (sentence: string) =>
    `They are gone when the page is closed: export what you need. ${sentence}`,
  passedOverTitle: 'The newest checkpoint is damaged',
  passedOver: (step: number) => `The one before it is used instead, of step ${figures.count(step)}.`,
  roomTitle: 'There is little room for weights',
  room: (needed: string, left: string) =>
    `The weights of this run take up to ${needed}, and the browser has ${left} left for this page. What does not fit is held in memory, and is gone when the page is closed.`,
  roomChoose: 'Choose weights to delete',
  evictedTitle: 'Memory was needed for newer weights',
  evicted: (runs: number) =>
    `The weights of ${plural(runs, 'older run', 'older runs')}, which could not be stored, are gone; curves and results stay.`,
};
