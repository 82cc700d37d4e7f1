/**
 * What a run needs later is prepared beside it, piece after piece: kernels of the last, smaller batch and of the
 * evaluation compile while the first epoch trains, so that nothing stalls where it meets them.
 */
import type { Progress } from '../nn/engine.ts';

interface Piece {
  readonly done: Promise<void>;
  ready: boolean;
  progress: readonly [done: number, total: number];
}

export class Ahead<Name extends string> {
  readonly #pieces = new Map<Name, Piece>();
  readonly #onProgress: Progress;
  #last: Promise<void> = Promise.resolve();
  #wanted: Piece | undefined;

  /** @param onProgress Called while somebody waits, with how far the piece is. */
  constructor(onProgress: Progress) {
    this.#onProgress = onProgress;
  }

  /** Prepares a piece once those before it are. */
  add(name: Name, work: (onProgress: Progress) => Promise<void>): void {
    const done = this.#last.then(() =>
      work((...progress) => {
        piece.progress = progress;
        if (this.#wanted === piece) this.#onProgress(...progress);
      }),
    );
    const piece: Piece = { done, ready: false, progress: [0, 0] };
    this.#pieces.set(name, piece);
    this.#last = done.then(
      () => {
        piece.ready = true;
      },
      // Whoever waits for the piece meets the error; the next one may be had all the same.
      () => {},
    );
  }

  /** What was to be prepared is of no use any more. */
  clear(): void {
    this.#pieces.clear();
    this.#last = Promise.resolve();
  }

  /** Whether nobody has to wait for the piece. One that was never added is ready. */
  ready(name: Name): boolean {
    return this.#pieces.get(name)?.ready ?? true;
  }

  /** Waits for a piece and tells how far it is. @throws what preparing it threw. */
  async need(name: Name): Promise<void> {
    const piece = this.#pieces.get(name);
    if (!piece || piece.ready) return;
    this.#wanted = piece;
    this.#onProgress(...piece.progress);
    try {
      await piece.done;
    } finally {
      this.#wanted = undefined;
    }
  }
}
