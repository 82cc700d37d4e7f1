/**
 * What a network or a run can be exported as: a line for each format with all that menus, names of files and the command
 * line need to know. Not how a file is written: that is `exportFiles.ts`, which the page's worker loads and the page does
 * not. To add a format, add a line here, a writer there and its words in the catalogues; the compiler asks for the others.
 */

interface ExportFormatFacts {
  /** One file, or a folder of files; a folder becomes a zip where only one file can be handed over. */
  readonly holds: 'file' | 'folder';
  /** What the name of a download ends in. */
  readonly ending: string;
  /**
   * `weights`: the weights of any epoch are enough. `run`: it goes on with a run, so it takes the last state of one with
   * its optimizer and its position.
   */
  readonly of: 'weights' | 'run';
  /** What the command line says of it, as part of a list. */
  readonly help: string;
}

export const exportFormats = {
  safetensors: {
    holds: 'file',
    ending: '.safetensors',
    of: 'weights',
    help: 'weights under PyTorch names',
  },
  checkpoint: {
    holds: 'file',
    ending: '-checkpoint.safetensors',
    of: 'run',
    help: 'one file that the page goes on from',
  },
  tfjs: {
    holds: 'folder',
    ending: '-tfjs.zip',
    of: 'weights',
    help: 'a LayersModel for tf.loadLayersModel',
  },
  onnx: { holds: 'file', ending: '.onnx', of: 'weights', help: 'ONNX' },
  'onnx-folded': {
    holds: 'file',
    ending: '-folded.onnx',
    of: 'weights',
    help: 'ONNX with batch norm folded into the convolutions (the same as onnx with --fold)',
  },
  pytorch: {
    holds: 'folder',
    ending: '-pytorch.zip',
    of: 'run',
    help: 'a PyTorch project that trains on',
  },
  tensorboard: {
    holds: 'folder',
    ending: '-tensorboard.zip',
    of: 'run',
    help: "TensorBoard's event files: curves, settings and figures of a run",
  },
} as const satisfies Readonly<Record<string, ExportFormatFacts>>;

export type ExportFormat = keyof typeof exportFormats;

/** In the order of menus. */
export const exportFormatNames = Object.keys(exportFormats) as readonly ExportFormat[];
