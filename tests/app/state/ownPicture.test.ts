/** A picture of one's own: what is held of it, what becomes of one that is given up, and what is said. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createChosenPicture } from '../../../src/app/state/chosenPicture.ts';
import { createOverlay } from '../../../src/app/state/overlay.ts';
import { createOwnPicture, type ReadAnswer, type ReadPicture } from '../../../src/app/state/ownPicture.ts';
import { createPage } from '../../../src/app/state/page.ts';

const side = 32;
const seen = (first: number) => ({
  pixels: new Uint8Array(side * side * 3).fill(first),
  side,
  size: { width: 400, height: 300 },
});

let asked: { side: number; signal: AbortSignal; answer: (answer: ReadAnswer) => void; fail: () => void }[] =
  [];
const read: ReadPicture = (request, signal) =>
  new Promise((answer, reject) => {
    asked.push({ side: request.side, signal, answer, fail: () => reject(new Error('gone')) });
  });
const settled = () => new Promise((resolve) => setTimeout(resolve));

function create() {
  const client = { send: () => {}, onMessage: () => {}, onFailure: () => {} };
  const page = createPage(client, { read: () => '', write: () => {} });
  const overlay = createOverlay(page);
  const chosen = createChosenPicture();
  const own = createOwnPicture({ page, overlay, chosen, read });
  return { own, overlay, chosen, state: own.store.getState };
}

beforeEach(() => {
  asked = [];
});

describe('a picture of one’s own', () => {
  it('goes in once it is read, in the size of the data set, and its dialog closes', async () => {
    const { own, overlay, chosen, state } = create();
    overlay.actions.open('picture');
    own.actions.take(new Blob());
    expect(state()).toEqual({ reading: true });
    expect(asked[0]?.side).toBe(side);
    asked[0]?.answer(seen(7));
    await settled();
    expect(state()).toEqual({ reading: false, picture: seen(7) });
    expect(chosen.store.getState().picture).toEqual({ kind: 'own', pixels: seen(7).pixels });
    expect(overlay.store.getState().dialog).toBeUndefined();
  });

  it('waits while another is looked at, and comes back', async () => {
    const { own, chosen } = create();
    own.actions.choose();
    expect(chosen.store.getState().picture.kind).toBe('sample');
    own.actions.take(new Blob());
    asked[0]?.answer(seen(7));
    await settled();
    chosen.actions.choose({ kind: 'sample', number: 3 });
    own.actions.choose();
    expect(chosen.store.getState().picture.kind).toBe('own');
  });

  it('is given up where another is taken meanwhile', async () => {
    const { own, state } = create();
    own.actions.take(new Blob());
    own.actions.take(new Blob());
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    asked[0]?.answer(seen(1));
    asked[1]?.answer(seen(2));
    await settled();
    expect(state().picture).toEqual(seen(2));
  });

  it('that is no use is said in its dialog, and the one before stays', async () => {
    const { own, overlay, chosen, state } = create();
    own.actions.take(new Blob());
    asked[0]?.answer(seen(7));
    await settled();
    own.actions.take(new Blob());
    asked[1]?.answer({ problem: { kind: 'svg' } });
    await settled();
    expect(state()).toMatchObject({ reading: false, picture: seen(7), problem: { kind: 'svg' } });
    expect(overlay.store.getState().dialog).toBe('picture');
    expect(chosen.store.getState().picture.kind).toBe('own');
    own.actions.dismiss();
    expect(state().problem).toBeUndefined();
  });

  it('is let go of with what is being read', async () => {
    const { own, chosen, state } = create();
    own.actions.take(new Blob());
    asked[0]?.answer(seen(7));
    await settled();
    own.actions.take(new Blob());
    own.actions.forget();
    expect(asked[1]?.signal.aborted).toBe(true);
    expect(state().picture).toBeUndefined();
    expect(chosen.store.getState().picture).toEqual({ kind: 'sample', number: 0 });
  });

  it('whose reader cannot be loaded is told as any part of the page that cannot', async () => {
    const { own, overlay, state } = create();
    own.actions.take(new Blob());
    asked[0]?.fail();
    await settled();
    expect(state()).toEqual({ reading: false });
    expect(overlay.store.getState().toast?.kind).toBe('not-loaded');
  });
});
