/**
 * What the diagram draws, before anything has a place: the network as groups of pieces, a piece for each block, or one
 * for a whole run of equal blocks where a stage is folded. Pure.
 */
import { type Layer, layersByPart } from '../../../model/layers.ts';
import type { Block, FeatureShape, Stage, Structure } from '../../../model/structure.ts';

export type PieceKind = 'input' | 'stem' | 'block' | 'fold' | 'pool' | 'classifier';

/** A layer drawn as a bar of its own: those that change the shape or carry filters. */
export interface PieceLayer {
  /** PyTorch's name, such as `layer1.0.features.0`. */
  readonly name: string;
  readonly shape: FeatureShape;
}

export interface Piece {
  /** `stem`, `layer2.0`, or `layer2.1–35` for a fold. */
  readonly id: string;
  readonly kind: PieceKind;
  /** The block of a `block`, all of a `fold`, none otherwise. */
  readonly blocks: readonly Block[];
  readonly shape: FeatureShape;
  /** Layers of the piece, of one block of a fold; empty where there is nothing inside. */
  readonly layers: readonly PieceLayer[];
}

export interface PieceGroup {
  /** `input`, `stem`, `layer1` …, `pool`, `classifier`. */
  readonly name: string;
  readonly shape: FeatureShape;
  /** Residual blocks; 0 for what is not a stage. */
  readonly blocks: number;
  /** Whether some blocks are equal, so that they may be drawn as one. */
  readonly foldable: boolean;
  readonly folded: boolean;
  readonly pieces: readonly Piece[];
}

/**
 * How a stage is shown: with its equal blocks as one (true), with a card for each (false), or with a card for each of a page of
 * `size` blocks, and those before and behind it folded.
 */
export type Show = boolean | { readonly from: number; readonly size: number };

const sameShape = (a: FeatureShape, b: FeatureShape): boolean =>
  a.height === b.height && a.width === b.width && a.channels === b.channels;

const equal = (a: Block, b: Block): boolean =>
  sameShape(a.input, b.input) && sameShape(a.output, b.output) && a.shortcut.kind === b.shortcut.kind;

/** Consecutive equal blocks of a stage, in runs. */
function runsOf(blocks: readonly Block[]): Block[][] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const last = runs[runs.length - 1];
    if (last && equal(last[0]!, block)) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** Layers that have filters or shrink the feature map. A shortcut's own is left out: its line stands for it. */
const isBar = ({ kind, beside }: Layer): boolean => !beside && (kind === 'conv' || kind === 'maxpool');

/** The blocks of each piece of a stage. */
function piecesOf(blocks: readonly Block[], show: Show): Block[][] {
  if (show === true) return runsOf(blocks);
  if (show === false) return blocks.map((block) => [block]);
  const from = Math.max(0, Math.min(show.from, blocks.length - show.size));
  const to = from + show.size;
  const page = blocks.slice(from, to).map((block) => [block]);
  return [...runsOf(blocks.slice(0, from)), ...page, ...runsOf(blocks.slice(to))];
}

/** The network in groups; the argument of the answer says how each stage is shown. */
export function groupsFor(structure: Structure): (showOf: (stage: Stage) => Show) => PieceGroup[] {
  const parts = layersByPart(structure);

  function pieceOf(kind: PieceKind, id: string, blocks: readonly Block[] = []): Piece {
    const layers = parts.get(id) ?? [];
    const bars = layers.filter(isBar).map(({ name, output }) => ({ name, shape: output }));
    return { id, kind, blocks, shape: layers.at(-1)?.output ?? structure.input, layers: bars };
  }

  function runPiece(run: readonly Block[]): Piece {
    const [first, ...others] = run;
    const piece = pieceOf('block', first!.name, [first!]);
    const last = others.at(-1)?.name.split('.')[1];
    return last === undefined ? piece : { ...piece, id: `${piece.id}–${last}`, kind: 'fold', blocks: run };
  }

  function single(kind: PieceKind): PieceGroup {
    const piece = pieceOf(kind, kind);
    return { name: kind, shape: piece.shape, blocks: 0, foldable: false, folded: false, pieces: [piece] };
  }

  function groupOf(stage: Stage, show: Show): PieceGroup {
    const foldable = runsOf(stage.blocks).some((run) => run.length > 1);
    return {
      name: stage.name,
      shape: stage.output,
      blocks: stage.blocks.length,
      foldable,
      folded: foldable && show === true,
      pieces: piecesOf(stage.blocks, foldable ? show : false).map(runPiece),
    };
  }

  return (showOf) => [
    single('input'),
    single('stem'),
    ...structure.stages.map((stage) => groupOf(stage, showOf(stage))),
    single('pool'),
    single('classifier'),
  ];
}
