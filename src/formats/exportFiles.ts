/**
 * The one door to every format: writes a network and its state, or a whole run, as files, for the command line and the page
 * alike. What menus and options say of a format stands in `exportFormats.ts`; how each is written, in the files imported
 * here.
 */
import type { DatasetFacts } from '../data/sets/index.ts';
import { settled } from '../nn/slots.ts';
import { ProblemError } from '../problems/index.ts';
import { datasetOf, withNetwork } from '../training/config.ts';
import { defaultConfig } from '../training/settings.ts';
import type { Checkpoint, Position } from './checkpoint.ts';
import { checkpointFile } from './checkpointFile.ts';
import type { ExportedFile } from './exportedFile.ts';
import type { ExportFormat } from './exportFormats.ts';
import { weightsByName } from './graph.ts';
import { layersModelFiles } from './layersModel.ts';
import { modelMetadata } from './modelMetadata.ts';
import { onnxFile } from './onnx/network.ts';
import { type ProjectInput, pytorchProject } from './pytorch/project.ts';
import { weightsFile } from './stateFile.ts';
import { eventFileName, runEventFile } from './tensorboard/runEvents.ts';

/** Settings, position, epochs, device and kernels matter only to the formats that go on with a run. */
export interface ExportInput extends ProjectInput, Pick<Checkpoint, 'device' | 'kernels'> {
  readonly position?: Position;
}

/** What the file says of itself, with the network that it is really of. */
const metadataOf = ({ spec, config = defaultConfig, metadata }: ExportInput): Record<string, string> => ({
  ...metadata,
  ...modelMetadata(withNetwork(config, spec)),
});

/** The data set that the network learned; weights that belong to no run learned the default one. */
const learned = ({ config = defaultConfig }: ExportInput): DatasetFacts => datasetOf(config);

function checkpoint({ config, position, epochs, device, kernels, state }: ExportInput): Uint8Array {
  if (!config || !position || !epochs) {
    throw new ProblemError({ kind: 'weights-alone' });
  }
  return checkpointFile({ config, position, epochs, device, kernels, state });
}

/** As if the last epoch had ended now. */
function tensorboard({ config, epochs }: ExportInput): ExportedFile[] {
  if (!config || !epochs) throw new ProblemError({ kind: 'weights-alone' });
  const ended = Date.now() / 1000;
  const bytes = runEventFile({ config, epochs, ended });
  return [{ path: eventFileName(ended), bytes }];
}

const onnx = (input: ExportInput, fold: boolean): Uint8Array =>
  onnxFile(input.spec, settled(input.state).weights, learned(input), { fold });

/** Each throws an Error with one sentence when the weights are not those of the network. */
const writers: Readonly<Record<ExportFormat, (input: ExportInput) => ExportedFile[]>> = {
  safetensors(input) {
    // Only for its check.
    weightsByName(input.spec, input.state.weights);
    return [{ path: 'weights.safetensors', bytes: weightsFile(input.state, metadataOf(input)) }];
  },
  checkpoint: (input) => [{ path: 'checkpoint.safetensors', bytes: checkpoint(input) }],
  tfjs: (input) => layersModelFiles(input.spec, settled(input.state).weights, learned(input)),
  onnx: (input) => [{ path: 'model.onnx', bytes: onnx(input, false) }],
  'onnx-folded': (input) => [{ path: 'model.onnx', bytes: onnx(input, true) }],
  pytorch: pytorchProject,
  tensorboard,
};

/**
 * @returns The files of an export, with paths relative to its folder.
 * @throws Error with one sentence when the weights are not those of the network.
 */
export const exportFiles = (format: ExportFormat, input: ExportInput): ExportedFile[] =>
  writers[format](input);
