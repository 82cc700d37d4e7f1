/** Names of downloads: model, run and how far it is, then what the file is. Pure. */

import type { ExportFormat } from '../../formats/exportFiles.ts';
import { modelName } from '../../model/presets.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { KeptPart } from '../../worker/checkpoints.ts';

export type FileFormat = ExportFormat | 'checkpoint';

/** One way to export a run. */
export interface ExportChoice {
  readonly part: KeptPart;
  readonly format: FileFormat;
  /** For ONNX. */
  readonly fold?: boolean;
}

function ending({ format, fold }: ExportChoice): string {
  switch (format) {
    case 'safetensors':
      return '.safetensors';
    case 'checkpoint':
      return '-checkpoint.safetensors';
    case 'tfjs':
      return '-tfjs.zip';
    case 'onnx':
      return fold ? '-folded.onnx' : '.onnx';
    case 'pytorch':
      return '-pytorch.zip';
    default:
      return format satisfies never;
  }
}

/** Such as `resnet20-agile-otter-step1200.onnx` or `resnet-1-1-w4-identity-agile-otter-epoch3-best.safetensors`. */
export function fileName(config: RunConfig, run: string, place: string, choice: ExportChoice): string {
  const shortcut = config.shortcut === 'projection' ? [] : [config.shortcut];
  const best = choice.part === 'best' ? ['best'] : [];
  const words = [modelName(config), ...shortcut, run, place, ...best];
  const clean = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return words.map(clean).filter(Boolean).join('-') + ending(choice);
}
