/** Names of downloads: model, run and how far it is, then what the file is. Pure. */

import { type ExportFormat, exportFormatNames, exportFormats } from '../../formats/exportFormats.ts';
import { modelName } from '../../model/presets.ts';
import type { CheckpointPart } from '../../storage/checkpoints.ts';
import type { RunConfig } from '../../training/settings.ts';
import { isPlain } from './plain.ts';

/** One way to export a run. */
export interface ExportChoice {
  readonly part: CheckpointPart;
  readonly format: ExportFormat;
}

/** The ways to export a run: every format of its last state; of its best epoch, those that need weights alone. */
export const exportChoices = (part: CheckpointPart): readonly ExportChoice[] =>
  exportFormatNames
    .filter((format) => part === 'last' || exportFormats[format].of === 'weights')
    .map((format) => ({ part, format }));

/** A name that a person gave, of letters that every file system takes. */
export const fileWord = (name: string): string => name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-');

/** Such as `resnet20-agile-otter-step1200.onnx`, `plain20-agile-otter-step1200.onnx` or `resnet-1-1-w4-identity-agile-otter-epoch3-best.safetensors`. */
export function fileName(config: RunConfig, run: string, place: string, choice: ExportChoice): string {
  const network = isPlain(config) ? modelName(config).replace(/^resnet/, 'plain') : modelName(config);
  const shortcut = config.shortcut === 'identity' ? [config.shortcut] : [];
  const norm = config.norm === 'none' ? ['no-norm'] : [];
  const best = choice.part === 'best' ? ['best'] : [];
  const words = [network, ...shortcut, ...norm, run, place, ...best];
  const clean = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return words.map(clean).filter(Boolean).join('-') + exportFormats[choice.format].ending;
}
