/** English: a file of weights that was opened, and the dialog that makes room for weights; they come with these. */
import { figures, plural } from './figures.ts';

export const openedFile = {
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
  transfer: (network: string, classes: number, dataset: string, ours: number) =>
    `It fits the chosen network, ${network}, but for its classifier: it learned ${plural(classes, 'class', 'classes')} of other pictures, and ${dataset} has ${figures.count(ours)}. A run from its weights takes all the rest and begins with a fresh classifier.`,
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
  roomDialog: 'Make room for weights',
  roomHelp:
    'The weights of the runs that you choose are deleted, with what was kept of their epochs to look at; their curves and results stay. Pinned runs and runs under way keep theirs.',
  roomRun: (name: string, network: string, epoch: number, weights: string, views: string | undefined) =>
    `${name}: ${network}, ${plural(epoch, 'epoch', 'epochs')}, weights ${weights}${views === undefined ? '' : `, kept of its epochs ${views}`}`,
  roomDrop: (runs: number, size: string) => `Delete the weights of ${plural(runs, 'run', 'runs')} (${size})`,
  roomNone: 'No run has weights that may be deleted: free some room on the disk, or unpin runs.',
};
