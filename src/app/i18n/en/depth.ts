/** English: the depth of a network that trains. They come with that part (`i18n/depth.ts`). */
import { figures } from './figures.ts';

export const depth = {
  /** Kernels compiled; all of them where it is ready. */
  making: (done: number, total: number) =>
    done >= total
      ? 'The new network is ready: it takes over before the next step.'
      : total > 1
        ? `The new network is being made: ${figures.count(done)} of ${figures.count(total)} kernels. Training goes on.`
        : 'The new network is being made. Training goes on.',
  cancel: 'Cancel',
  /** Blocks of each stage, before and since. */
  changed: (before: string, now: string, step: number) =>
    `${before} became ${now} blocks after step ${figures.count(step)}`,
  undo: 'Undo',
  undoHelp: (step: number) =>
    `Back to step ${figures.count(step)}, with the weights of then. What was learned since is lost.`,
  apply: 'Change this run',
  applyHelp: (blocks: string) =>
    `The network that trains becomes the one that is set, ${blocks} blocks, and trains on.`,
  insert: (stage: string, place: number) => `Add a block to ${stage}, as number ${place}`,
  /** Of a + that can be pulled sideways. */
  pull: 'Pull it to the right for several.',
  /** How many blocks come, or go. */
  pulled: (blocks: number) => `${blocks > 0 ? '+' : blocks < 0 ? '−' : ''}${figures.count(Math.abs(blocks))}`,
  pullOut: 'Pull it out of its stage to take it out',
  letGo: 'Let go to take this block out',
  mustStay: 'This block has to stay',
  title: 'Depth of the network that trains',
  before: 'Add a block before',
  after: 'Add a block after',
  takeOut: 'Take this block out',
  identity: 'A new block starts as the identity: no answer changes, and it learns from there.',
  stays: 'The first block of this stage makes its shape, so it stays first.',
  plain:
    'A plain network cannot grow while it trains: without a shortcut no block can start as the identity.',
};
