/**
 * What the diagram draws, before anything has a place: the network as groups of pieces, a piece for each block, or one
 * for a whole run of equal blocks where a stage is folded. Pure.
 */
import type { Block, ConvUnit, FeatureShape, Stage, Structure } from '../../../model/structure.ts';

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

export const canFold = (stage: Stage): boolean => runsOf(stage.blocks).some((run) => run.length > 1);

const convLayer = ({ conv, output }: ConvUnit): PieceLayer => ({ name: conv, shape: output });

const blockPiece = (block: Block): Piece => ({
  id: block.name,
  kind: 'block',
  blocks: [block],
  shape: block.output,
  layers: block.units.map(convLayer),
});

function runPiece(run: readonly Block[]): Piece {
  const first = run[0]!;
  if (run.length === 1) return blockPiece(first);
  const last = run[run.length - 1]!.name.split('.')[1];
  return { ...blockPiece(first), id: `${first.name}–${last}`, kind: 'fold', blocks: run };
}

/** The network in groups; `isFolded` says which stages are drawn with their equal blocks as one. */
export function groupsOf(s: Structure, isFolded: (stage: Stage) => boolean): PieceGroup[] {
  const single = (kind: PieceKind, shape: FeatureShape, layers: readonly PieceLayer[] = []): PieceGroup => ({
    name: kind,
    shape,
    blocks: 0,
    foldable: false,
    folded: false,
    pieces: [{ id: kind, kind, blocks: [], shape, layers }],
  });
  const pool = s.maxPool ? [{ name: 'features.3', shape: s.maxPool.output }] : [];
  return [
    single('input', s.input),
    single('stem', s.maxPool?.output ?? s.stem.output, [convLayer(s.stem), ...pool]),
    ...s.stages.map((stage): PieceGroup => {
      const foldable = canFold(stage);
      const folded = foldable && isFolded(stage);
      return {
        name: stage.name,
        shape: stage.output,
        blocks: stage.blocks.length,
        foldable,
        folded,
        pieces: folded ? runsOf(stage.blocks).map(runPiece) : stage.blocks.map(blockPiece),
      };
    }),
    single('pool', { height: 1, width: 1, channels: s.features }),
    single('classifier', { height: 1, width: 1, channels: s.spec.classes }),
  ];
}
