/**
 * A run as a folder of PyTorch code: the network, a training script that goes on with this very run on one GPU or many,
 * and the run itself. Pure: files as bytes, for the command line and the page alike.
 *
 * The Python that is the same for every run lies in project/, where it is linted and tested as Python. What depends on
 * the run is written here: its data (run.json, the tensors), its network (modelPy.ts) and the README's first lines.
 */
import { projectTexts } from '#pytorch-project';
import { modelName } from '../../model/presets.ts';
import type { ModelSpec } from '../../model/spec.ts';
import { structureOf } from '../../model/structure.ts';
import type { EngineState, Totals } from '../../nn/engine.ts';
import { isAverage } from '../../nn/slots.ts';
import { ProblemError } from '../../problems/index.ts';
import { datasetOf, withNetwork } from '../../training/config.ts';
import type { EpochEvent } from '../../training/events.ts';
import { defaultConfig, type RunConfig } from '../../training/settings.ts';
import type { ExportedFile } from '../exportedFile.ts';
import { fits, networkName } from '../inferSpecs.ts';
import { modelMetadata } from '../modelMetadata.ts';
import { writeSafetensors } from '../safetensors.ts';
import { asFile, weightsFile } from '../stateFile.ts';
import { modelPy } from './modelPy.ts';
import { readmeMd } from './readme.ts';

/** Where a run is; a checkpoint's position is one. */
interface ProjectPosition {
  /** Steps done. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  /** Sums over the training steps of the epoch under way, and its running seconds. */
  readonly totals?: Totals;
  readonly seconds?: number;
}

export interface ProjectInput {
  readonly spec: ModelSpec;
  /** The run's settings; without them a run with the default ones starts from the weights. */
  readonly config?: RunConfig;
  readonly state: EngineState;
  /** Absent where the weights belong to no run. */
  readonly position?: ProjectPosition;
  /** The results of all epochs done. */
  readonly epochs?: readonly EpochEvent[];
  /** Further entries for the metadata of the weights file. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const noTotals: Totals = { loss: 0, correct: 0, images: 0 };

function runJson({ spec, state, position, epochs = [] }: ProjectInput, config: RunConfig): string {
  const { classes, mean, std } = datasetOf(config);
  const run = {
    model: spec,
    config,
    classes,
    normalisation: { mean, std },
    steps: state.steps,
    ...(state.missed && { missed: state.missed }),
    position: position
      ? {
          step: position.step,
          epoch: position.epoch,
          totals: position.totals ?? noTotals,
          seconds: position.seconds ?? 0,
        }
      : null,
    epochs,
  };
  return `${JSON.stringify(run, null, 2)}\n`;
}

/** What the optimizer remembers, and of which step it is: storage.py holds it against the weights. */
const slotsFile = ({ slots, steps }: EngineState): Uint8Array =>
  writeSafetensors({
    tensors: slots.filter((slot) => !isAverage(slot)).map(asFile),
    metadata: { steps: String(steps) },
  });

/**
 * The files of a project, texts first.
 * @throws ProblemError when the spec is not valid or the weights are of another network.
 */
export function pytorchProject(input: ProjectInput): ExportedFile[] {
  const { spec, state, position, metadata } = input;
  const structure = structureOf(spec);
  if (!fits(spec, state.weights)) {
    throw new ProblemError({ kind: 'not-of-network', network: networkName(spec) });
  }
  const config = withNetwork(input.config ?? defaultConfig, spec);
  // A run that never was has no optimizer either.
  const hasSlots = position !== undefined && state.slots.some((slot) => !isAverage(slot));
  const hasAverages = position !== undefined && state.slots.some(isAverage);
  const texts: Readonly<Record<string, string>> = {
    ...projectTexts,
    'README.md': readmeMd(projectTexts['README.md']!, {
      model: modelName(spec),
      dataset: datasetOf(config).title,
      epochs: config.epochs,
      done: position,
    }),
    'model.py': modelPy(structure),
    'run.json': runJson(input, config),
  };
  const encoder = new TextEncoder();
  const files: ExportedFile[] = Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: encoder.encode(text),
  }));
  const about = { ...metadata, ...modelMetadata(config) };
  // What goes on are the weights themselves; those of no run are the tested ones.
  const own = position ? { ...state, slots: [] } : state;
  files.push({ path: 'weights.safetensors', bytes: weightsFile(own, about) });
  if (hasAverages) files.push({ path: 'averaged.safetensors', bytes: weightsFile(state, about) });
  if (hasSlots) files.push({ path: 'optimizer.safetensors', bytes: slotsFile(state) });
  return files;
}
