/**
 * Files of weights, on the worker's side: a run's as an export, a person's own as a preview, measured on the test
 * pictures, or as what a run begins with. One request, one answer; progress may come before it.
 */

import { factsOf, isOwnName } from '../data/sets/index.ts';
import { blobSource } from '../formats/blobSource.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import { checkpointOf, readCheckpointFile, runKey } from '../formats/checkpointFile.ts';
import { type ExportInput, exportFiles } from '../formats/exportFiles.ts';
import { type ExportFormat, exportFormats } from '../formats/exportFormats.ts';
import { configOfWeights } from '../formats/modelMetadata.ts';
import { ownSetKey } from '../formats/ownSetMetadata.ts';
import { readHeaderWithinBounds } from '../formats/safetensors.ts';
import { outlineOf, readStateFile, type StoredState } from '../formats/stateFile.ts';
import { refuseUnknown, type StateSummary, summarise } from '../formats/stateSummary.ts';
import { zipOf } from '../formats/zip.ts';
import { settled } from '../nn/slots.ts';
import { ProblemError, problemOf } from '../problems/index.ts';
import type { Origin } from '../trainer/openRun.ts';
import { specOf } from '../training/config.ts';
import type { CheckpointManager } from './checkpointManager.ts';
import type { FilePreview, StartFrom, WorkerCommand } from './protocol.ts';
import type { ShippedWeights } from './shippedNetwork.ts';
import { namedNetwork } from './storedNetworks.ts';

type Export = Extract<WorkerCommand, { type: 'export' }>;

/** Entries of a file's metadata that are shown, and characters of each key and text. */
const shownEntries = 50;
const shownText = 300;

/** What a summary tells of a file, as a message. */
function previewOf(summary: StateSummary): FilePreview {
  const { metadata, ...told } = summary;
  const { dataset } = told;
  const facts = factsOf(dataset);
  const entries = Object.entries(metadata).filter(([key]) => key !== runKey && key !== ownSetKey);
  return {
    ...told,
    ...(isOwnName(dataset) && facts.title !== dataset && { ownSet: { ...facts, name: dataset } }),
    metadata: entries
      .slice(0, shownEntries)
      .map(([key, text]) => [key.slice(0, shownText), text.slice(0, shownText)]),
  };
}

/** @throws ProblemError where it is not a file of weights. */
export async function readPreview(file: Blob): Promise<FilePreview> {
  const source = blobSource(file);
  const outline = summarise(outlineOf(await readHeaderWithinBounds(source)));
  // Tensors of no network are of any size, and there is nothing to do with them.
  if (outline.candidates.length === 0) return previewOf(outline);
  const state = readStateFile(await source.read(0, source.size));
  const preview = previewOf(summarise(state));
  const { metadata } = state;
  if (metadata[runKey] === undefined) return preview;
  try {
    const { config, position, epochs } = checkpointOf(state);
    return { ...preview, run: { config, step: position.step, epoch: position.epoch, epochs } };
  } catch (error) {
    return { ...preview, runProblem: problemOf(error) };
  }
}

/** @throws ProblemError where it is not a file of weights, or of no network that is known; its tensors are not read then. */
async function bytesOf(file: Blob): Promise<Uint8Array> {
  const source = blobSource(file);
  refuseUnknown(outlineOf(await readHeaderWithinBounds(source)));
  return source.read(0, source.size);
}

/** @throws ProblemError as of `bytesOf`. */
export const readState = async (file: Blob): Promise<StoredState> => readStateFile(await bytesOf(file));

/** What a run begins with; nothing where that is fresh weights. @throws ProblemError. */
export async function readOrigin(
  from: StartFrom,
  checkpoints: CheckpointManager,
  loadShipped: () => Promise<ShippedWeights | undefined>,
): Promise<Origin | undefined> {
  const { accepted } = from;
  switch (from.kind) {
    case 'stored': {
      const checkpoint = await checkpoints.newest(from.runId);
      if (!checkpoint) throw new ProblemError({ kind: 'weights-gone' });
      return { kind: 'checkpoint', checkpoint, accepted, levels: await checkpoints.levels(from.runId) };
    }
    case 'checkpoint':
      return { kind: 'checkpoint', checkpoint: readCheckpointFile(await bytesOf(from.file)), accepted };
    case 'weights': {
      const state = await readState(from.file);
      return { kind: 'weights', weights: settled(state).weights, dataset: summarise(state).dataset };
    }
    case 'network': {
      const { stored } = await namedNetwork(from.of, checkpoints, loadShipped);
      return { kind: 'weights', weights: settled(stored.state).weights, dataset: stored.config.dataset };
    }
    case 'recovered': {
      const checkpoint = await checkpoints.newest(from.runId);
      if (checkpoint)
        return { kind: 'checkpoint', checkpoint, accepted, levels: await checkpoints.levels(from.runId) };
      return from.otherwise && readOrigin({ ...from.otherwise, accepted }, checkpoints, loadShipped);
    }
    default:
      return from satisfies never;
  }
}

/** An export as one file, which is what a download can be. */
function packed(format: ExportFormat, input: ExportInput): Uint8Array {
  const files = exportFiles(format, input);
  if (exportFormats[format].holds === 'folder') return zipOf(files);
  const [file] = files;
  if (!file) throw new ProblemError({ kind: 'nothing-to-export' });
  return file.bytes;
}

/** The weights of the best epoch: they belong to a network, but no run can go on from them. */
async function bestWeights({ runId, format }: Export, checkpoints: CheckpointManager): Promise<Uint8Array> {
  const bytes = await checkpoints.load(runId, 'best');
  const state = bytes && readStateFile(bytes);
  const config = state && configOfWeights(state.metadata);
  if (!state || !config || exportFormats[format].of === 'run')
    throw new ProblemError({ kind: 'weights-gone' });
  return packed(format, { spec: specOf(config), config, state });
}

/**
 * @param live The run as it is now, where it is under way.
 * @throws ProblemError.
 */
export async function exportRun(
  request: Export,
  checkpoints: CheckpointManager,
  live: Checkpoint | undefined,
): Promise<Uint8Array> {
  const { runId, part, format } = request;
  if (part === 'best') return bestWeights(request, checkpoints);
  const checkpoint = live ?? (await checkpoints.newest(runId));
  if (!checkpoint) throw new ProblemError({ kind: 'weights-gone' });
  return packed(format, { spec: specOf(checkpoint.config), ...checkpoint });
}
