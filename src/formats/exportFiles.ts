/** The one door to every format: a network and its state as files, for the command line and the page alike. */
import { withNetwork } from '../training/config.ts';
import { defaultConfig } from '../training/settings.ts';
import type { ExportedFile } from './exportedFile.ts';
import { weightsByName } from './graph.ts';
import { layersModelFiles } from './layersModel.ts';
import { modelMetadata } from './modelMetadata.ts';
import { onnxFile } from './onnx/network.ts';
import { type ProjectInput, pytorchProject } from './pytorch/project.ts';
import { weightsFile } from './stateFile.ts';

export const exportFormats = ['safetensors', 'tfjs', 'onnx', 'pytorch'] as const;
/** `safetensors` and `onnx` are a single file, `tfjs` and `pytorch` a folder of them. */
export type ExportFormat = (typeof exportFormats)[number];

export const isExportFormat = (text: string): text is ExportFormat =>
  exportFormats.some((format) => format === text);

export const isFolderFormat = (format: ExportFormat): boolean => format === 'tfjs' || format === 'pytorch';

/** Settings, position and epochs matter to `pytorch` alone, which goes on with the run. */
export type ExportInput = ProjectInput;

export interface ExportOptions {
  /** For ONNX: batch norm becomes part of the convolutions. Default: weights keep their names and values. */
  readonly fold?: boolean;
}

/** What the file says of itself, with the network that it is really of. */
function metadataOf({ spec, metadata }: ExportInput): Record<string, string> {
  return { ...metadata, ...modelMetadata(withNetwork(defaultConfig, spec)) };
}

/**
 * @returns The files of an export, with paths relative to its folder.
 * @throws Error with one sentence when the weights are not those of the network.
 */
export function exportFiles(
  format: ExportFormat,
  input: ExportInput,
  { fold = false }: ExportOptions = {},
): ExportedFile[] {
  const { spec, state } = input;
  switch (format) {
    case 'safetensors':
      // Only for its check.
      weightsByName(spec, state.weights);
      return [{ path: 'weights.safetensors', bytes: weightsFile(state, metadataOf(input)) }];
    case 'tfjs':
      return layersModelFiles(spec, state.weights);
    case 'onnx':
      return [{ path: 'model.onnx', bytes: onnxFile(spec, state.weights, { fold }) }];
    case 'pytorch':
      return pytorchProject(input);
    default:
      return format satisfies never;
  }
}
