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
  } satisfies Record<ExportFormat, string>,
  ofBest: (format: string) => `${format}, best epoch`,
  exporting: 'Exporting after the step under way',
  exported: (name: string) => `${name} is saved.`,
  exportFailed: 'The export did not work',

  choose: 'Choose a safetensors file',
  drop: 'Drop a picture here, or a safetensors file to look into it',
  reading: (name: string) => `Reading ${name}`,
  titled: (name: string, size: string) => `${name}, ${size}`,
  close: 'Close',

  /** A network by its name, which says whether it is plain, and the kind of its shortcuts. */
  network: (name: string, shortcut: ShortcutKind) =>
    shortcut === 'identity' ? `${name} with identity shortcuts` : name,
  or: (first: string, second: string) => `${first} or ${second}`,
  fact: {
    network: 'Network',
    parameters: 'Parameters',
    steps: 'Steps',
    optimizer: 'Optimizer state',
    epochs: 'Epochs done',
    accuracy: 'Test accuracy, last',
    settings: 'Settings that differ from the defaults',
    names: 'Names of tensors',
    metadata: 'Further notes in the file',
  },
  namesOf: (program: string) => `of ${program}, read as the same network here`,
  unknownNetwork: 'none that is known',
  optimizer: { sgd: 'SGD momentum', adamw: 'AdamW moments' },
  noOptimizer: 'none, weights only',
  epochsOf: (done: number, all: number) => `${figures.count(done)} of ${figures.count(all)}`,

  fits: (network: string) => `It fits the chosen network, ${network}.`,
  misfit: (held: string, chosen: string) => `This file holds ${held}, but ${chosen} is chosen.`,
  classes: (classes: number, dataset: string, ours: number) =>
    `This network tells ${figures.count(classes)} classes apart, but ${dataset} has ${ours}: it cannot be used here.`,
  useNetwork: (network: string) => `Use ${network}`,

  evaluate: 'Evaluate',
  evaluateHelp: 'Evaluate it on the test pictures',
  stopEvaluation: 'Stop evaluating',
  evaluating: (done: string) => `Evaluating on the test pictures: ${done}`,
  evaluated: (accuracy: string, loss: string, images: number) =>
    `Test accuracy ${accuracy}, test loss ${loss} on ${plural(images, 'picture', 'pictures')}.`,
  trainFrom: 'Train from these weights',
  trainFromHelp: 'A new run with the settings of the page',
  goOn: 'Resume the run',
  goOnAt: (step: number) => `From step ${figures.count(step)}, with the settings of the file`,
  goOnTo: (epochs: number) => `Continue to epoch ${figures.count(epochs)}`,
  allDone: (epochs: number) =>
    `All ${plural(epochs, 'epoch is', 'epochs are')} done: set more epochs on the page to continue.`,
  runProblem: (sentence: string) =>
    `The run in it cannot be resumed; only its weights can be used. ${sentence}`,
  whenOver: 'A run is under way: stop it or wait for its end first.',

  resume: 'Resume',
  resumeOf: (run: string) => `Resume ${run}`,
  resumeTitle: (run: string) => (run ? `${run} can be resumed` : 'A run can be resumed'),
  /** Where it goes on. */
  resumeAt: (network: string, step: number, epoch: number, epochs: number) =>
    `${network} is kept after step ${figures.count(step)}, in epoch ${epoch} of ${epochs}. It continues exactly as if it had never stopped.`,
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
  roomDialog: 'Make room for weights',
  roomHelp:
    'The weights of the runs that you choose are deleted, with what was kept of their epochs to look at; their curves and results stay. Pinned runs and runs under way keep theirs.',
  roomRun: (name: string, network: string, epoch: number, weights: string, views: string | undefined) =>
    `${name}: ${network}, ${plural(epoch, 'epoch', 'epochs')}, weights ${weights}${views === undefined ? '' : `, kept of its epochs ${views}`}`,
  roomDrop: (runs: number, size: string) => `Delete the weights of ${plural(runs, 'run', 'runs')} (${size})`,
  roomNone: 'No run has weights that may be deleted: free some room on the disk, or unpin runs.',
  evictedTitle: 'Memory was needed for newer weights',
  evicted: (runs: number) =>
    `The weights of ${plural(runs, 'older run', 'older runs')}, which could not be stored, are gone; curves and results stay.`,
};
